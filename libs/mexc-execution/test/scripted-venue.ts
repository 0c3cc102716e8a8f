import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest, type MexcRestConfig } from '@prate/mexc-rest';
import { afterThisTest } from './cleanup';

/** Answers that the simulator cannot give: path ending to envelope text, the last one is repeated. For refusals that need a real account. */
export class ScriptedVenue {
  private readonly answers = new Map<string, string[]>();
  readonly requests: Array<{ readonly path: string; readonly body: string }> = [];
  private readonly server: Server = createServer((request, response) => {
    void read(request).then((body) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      this.requests.push({ path, body });
      const [, queue] = [...this.answers].find(([ending]) => path.endsWith(ending)) ?? [];
      const text = queue === undefined ? undefined : queue.length > 1 ? queue.shift() : queue[0];
      response.setHeader('Content-Type', 'application/json');
      if (text === 'hang up') request.socket.destroy();
      else response.end(text ?? failure(1000, `no answer was written for ${path}`));
    });
  });

  answer(ending: string, ...texts: string[]): this {
    this.answers.set(ending, texts);
    return this;
  }

  sent(ending: string): readonly string[] {
    return this.requests.filter(({ path }) => path.endsWith(ending)).map(({ body }) => body);
  }

  /** Until the test is over. */
  async start({ limits }: Pick<MexcRestConfig, 'limits'> = {}): Promise<MexcFuturesRest> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    afterThisTest(() => this.stop());
    const { port } = this.server.address() as AddressInfo;
    const auth = new MexcFuturesAuth({ credentials: { apiKey: 'sim_key', apiSecret: 'sim_secret' } });
    const rest = new MexcFuturesRest({ baseUrl: `http://127.0.0.1:${port}`, auth, ...(limits === undefined ? {} : { limits }) });
    afterThisTest(async () => rest.close());
    return rest;
  }

  private async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export const success = (data: string): string => `{"success":true,"code":0,"data":${data}}`;
export const failure = (code: number, message = ''): string => JSON.stringify({ success: false, code, message });

/** A venue whose account is in order: nothing open, hedge mode, leverage 20 isolated on both sides. */
export function orderlyVenue(): ScriptedVenue {
  return new ScriptedVenue()
    .answer('/ping', success(String(Date.now())))
    .answer('/assets', success('[]'))
    .answer('/open_positions', success('[]'))
    .answer('/position_mode', success('1'))
    .answer('/leverage', success('[{"positionType":1,"openType":1,"leverage":20},{"positionType":2,"openType":1,"leverage":20}]'));
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
