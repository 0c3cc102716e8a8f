import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@prate/execution-interface';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { readEnvironment } from '../src/environment';
import { type TradingApi, startTradingApi } from '../src/start-trading-api';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Bodies are looked at member by member.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly text: string;
}

export interface RequestOptions {
  readonly body?: unknown;
  /** Sent as it is, instead of `body` as JSON. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly isAnonymous?: boolean;
}

/** The real app on a free port with the real simulator and a real database in a folder of its own. */
export class RunningApi {
  readonly out: string[] = [];
  readonly errors: string[] = [];
  api!: TradingApi;
  private revived: MexcSimulator | undefined;

  private constructor(
    readonly folder: string,
    private readonly ownsFolder: boolean,
    private readonly mode: string,
    private readonly givenToken: string | undefined,
  ) {}

  static async start({
    env = {},
    clock,
    folder,
  }: { env?: Record<string, string>; clock?: Clock; folder?: string } = {}): Promise<RunningApi> {
    const running = new RunningApi(
      folder ?? mkdtempSync(join(tmpdir(), 'prate-api-')),
      folder === undefined,
      env['TRADING_MODE'] ?? 'simulated',
      env['API_TOKEN'],
    );
    const environment = readEnvironment({
      API_PORT: '0',
      DATA_DIRECTORY: running.folder,
      BACKFILL_HOURS: '0.25',
      CANDLE_STREAMS: 'off',
      ...env,
    });
    const sink = { out: (line: string) => running.out.push(line), error: (line: string) => running.errors.push(line) };
    running.api = await startTradingApi({ environment, sink, ...(clock === undefined ? {} : { clock }) });
    return running;
  }

  get token(): string {
    return this.givenToken ?? readFileSync(join(this.folder, this.mode, 'api-token'), 'utf8').trim();
  }

  /** Of modes that have one in this process. */
  private get simulator(): Pick<MexcSimulator, 'control' | 'stop'> {
    const { venue } = this.api;
    if ('simulator' in venue) return venue.simulator;
    throw new Error('found live mode, expected one with a simulator of its own');
  }

  get control(): MexcSimulator['control'] {
    return (this.revived ?? this.simulator).control;
  }

  async request(method: string, path: string, { body, text, headers = {}, isAnonymous = false }: RequestOptions = {}): Promise<Answer> {
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${this.api.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(isAnonymous ? {} : { Authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    });
    const answered = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answered) : undefined, text: answered };
  }

  get(path: string, options?: RequestOptions): Promise<Answer> {
    return this.request('GET', path, options);
  }

  /** Waits until the readiness answers as asked; says what it answered instead when that takes too long. */
  async until(status: 200 | 503): Promise<Answer> {
    const endOfPatience = Date.now() + 20_000;
    for (;;) {
      const answer = await this.get('/health/ready');
      if (answer.status === status) return answer;
      if (Date.now() > endOfPatience) throw new Error(`readiness: ${answer.text}\n${[...this.out, ...this.errors].join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** The exchange goes away. */
  async loseVenue(): Promise<void> {
    await (this.revived ?? this.simulator).stop();
  }

  /** An exchange with the same address and keys comes back. */
  async reviveVenue(clock?: Clock): Promise<void> {
    const port = Number(new URL(this.api.venue.restUrl).port);
    this.revived = await startMexcSimulator({ port, seed: 1, ...(clock === undefined ? {} : { clock }) });
  }

  async stop(): Promise<void> {
    await this.api.stop();
    await this.revived?.stop();
    if (this.ownsFolder) rmSync(this.folder, { recursive: true, force: true });
  }
}

export const ORDERS = '/api/v1/accounts/default/orders';

export const marketBuy = {
  symbol: 'BTC_USDT',
  side: 'buy',
  effect: 'open',
  type: 'market',
  quantity: '0.001',
  leverage: 10,
  marginMode: 'isolated',
} as const;
