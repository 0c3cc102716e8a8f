import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type Clock, SystemClock } from '@prate/execution-interface';
import { AppModule } from './app.module';
import type { Environment } from './environment';
import { useJsonBody } from './http/json-body';
import type { PaperVenue } from './modes/paper';
import type { SimulatedVenue } from './modes/simulated';
import { startVenue } from './modes/start-venue';
import { AppLog, type LineSink, consoleSink } from './observability/app-log';
import { serveOpenApi } from './openapi/openapi-document';
import { ApiToken, tokenFromFile } from './security/api-token';
import { bearerRule } from './security/bearer-rule';
import { loopbackRule } from './security/loopback-rule';
import { requestId } from './security/request-id';

export interface StartOptions {
  readonly environment: Environment;
  /** The machine's clock when absent; the simulator follows it too. */
  readonly clock?: Clock;
  /** The process's own streams when absent. */
  readonly sink?: LineSink;
}

/** A running server. */
export interface TradingApi {
  readonly app: NestExpressApplication;
  readonly venue: SimulatedVenue | PaperVenue;
  /** Where it listens, for example `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Drains and closes everything; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts the server, with everything behind it, and returns once it listens.
 *
 * Whatever had been started is stopped again when a later step fails.
 *
 * @throws CandleStoreError, ApiTokenError, or an error of the file system or the network: see `describeStartError`
 */
export async function startTradingApi({ environment, clock = new SystemClock(), sink = consoleSink }: StartOptions): Promise<TradingApi> {
  const log = new AppLog(sink, clock);
  const token = new ApiToken(environment.apiToken ?? tokenFromFile(environment.tokenFile));
  const venue = await startVenue(environment, { clock, log });
  let app: NestExpressApplication | undefined;
  try {
    const module = AppModule.forRoot({ environment, venue, clock, log });
    app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, abortOnError: false, logger: log });
    app.disable('x-powered-by');
    app.use(requestId, loopbackRule(environment), bearerRule({ token, isLoopback: environment.isLoopback }));
    useJsonBody(app);
    serveOpenApi(app);
    await app.listen(environment.apiPort, environment.apiHost);
  } catch (error) {
    await (app?.close() ?? venue.stop());
    throw error;
  }
  const running = app;
  let stopped: Promise<void> | undefined;
  return { app: running, venue, url: addressOf(running, environment), stop: () => (stopped ??= running.close()) };
}

function addressOf(app: NestExpressApplication, { apiHost }: Environment): string {
  const { port } = app.getHttpServer().address() as { port: number };
  return `http://${apiHost.includes(':') ? `[${apiHost}]` : apiHost}:${port}`;
}
