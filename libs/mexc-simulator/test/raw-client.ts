import { createHmac } from 'node:crypto';

export interface RawAnswer {
  readonly status: number;
  /** The bytes as sent: ids are still whole. */
  readonly text: string;
  readonly envelope: Envelope;
}

export interface Envelope {
  readonly success: boolean;
  readonly code: number;
  readonly message?: string;
  /** Read with JSON.parse: good for everything but long ids. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any route's answer; the specs compare it whole
  readonly data?: any;
}

/** Signs by hand and sends with global fetch: no client of this repository is involved. */
export class RawClient {
  constructor(
    private readonly restUrl: string,
    private readonly keys: { apiKey: string; apiSecret: string },
    private readonly clock: { nowMs(): number },
  ) {}

  get(path: string, query = ''): Promise<RawAnswer> {
    return this.send('GET', path, query, undefined);
  }

  post(path: string, body: unknown): Promise<RawAnswer> {
    return this.send('POST', path, '', typeof body === 'string' ? body : JSON.stringify(body));
  }

  create(order: Record<string, unknown>): Promise<RawAnswer> {
    const filled = { symbol: 'BTC_USDT', side: 1, type: 5, vol: 10, openType: 1, leverage: 10, positionMode: 1, ...order };
    return this.post('/api/v1/private/order/create', filled);
  }

  private async send(verb: string, path: string, query: string, body: string | undefined): Promise<RawAnswer> {
    const requestTime = String(this.clock.nowMs());
    const signature = createHmac('sha256', this.keys.apiSecret)
      .update(`${this.keys.apiKey}${requestTime}${body ?? query}`)
      .digest('hex');
    const response = await fetch(`${this.restUrl}${path}${query === '' ? '' : `?${query}`}`, {
      method: verb,
      headers: { ApiKey: this.keys.apiKey, 'Request-Time': requestTime, Signature: signature, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, text, envelope: JSON.parse(text) as Envelope };
  }
}
