import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import { type Clock, SystemClock } from '@prate/execution-interface';
import { RiskGate, type TripReport } from '@prate/risk-gate';
import { AppModule } from './app.module';
import type { Environment } from './environment';
import { useJsonBody } from './http/json-body';
import type { LiveVenue } from './modes/live';
import type { PaperVenue } from './modes/paper';
import type { SimulatedVenue } from './modes/simulated';
import { startVenue } from './modes/start-venue';
import { AppLog, type LineSink, consoleSink } from './observability/app-log';
import { openJournal } from './open-journal';
import { serveOpenApi } from './openapi/openapi-document';
import { ApiToken, tokenFromFile } from './security/api-token';
import { ApiTokens } from './security/api-tokens';
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
  readonly venue: SimulatedVenue | PaperVenue | LiveVenue;
  /** Where it listens, for example `http://127.0.0.1:3000`. */
  readonly url: string;
  /** The kill switch by hand; see {@link RiskGate.trip}. */
  halt(reason: string, by: string): Promise<TripReport>;
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
  const { apiToken, adminToken } = environment;
  const tokens = new ApiTokens(
    new ApiToken(apiToken ?? tokenFromFile(environment.tokenFile)),
    adminToken === undefined ? undefined : new ApiToken(adminToken),
  );
  const kept = await openJournal(environment, clock);
  let venue: TradingApi['venue'] | undefined;
  let app: NestExpressApplication | undefined;
  try {
    venue = await startVenue(environment, { clock, log });
    const module = AppModule.forRoot({ environment, venue, clock, log, tokens, kept });
    app = await NestFactory.create<NestExpressApplication>(module, { bodyParser: false, abortOnError: false, logger: log });
    app.disable('x-powered-by');
    app.use(
      requestId,
      loopbackRule(environment),
      bearerRule({ tokens, isLoopback: environment.isLoopback, isLive: environment.live !== undefined }),
    );
    useJsonBody(app);
    serveOpenApi(app);
    const { timescale } = app.get(CandleDatabase);
    if (timescale?.isUsed === true) log.info(`candles: in hypertables of timescaledb ${timescale.version}`);
    else if (timescale !== undefined) log.info(`candles: in plain tables: ${timescale.reason}`);
    await app.listen(environment.apiPort, environment.apiHost);
  } catch (error) {
    await (app?.close() ?? venue?.stop());
    await kept.close();
    throw error;
  }
  const running = app;
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await running.close();
    await kept.close();
  };
  return {
    app: running,
    venue,
    url: addressOf(running, environment),
    halt: (reason, by) => running.get(RiskGate).trip(reason, by),
    stop: () => (stopped ??= stop()),
  };
}

function addressOf(app: NestExpressApplication, { apiHost }: Environment): string {
  const { port } = app.getHttpServer().address() as { port: number };
  return `http://${apiHost.includes(':') ? `[${apiHost}]` : apiHost}:${port}`;
}
