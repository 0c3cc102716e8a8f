import { createHmac } from 'node:crypto';
import type { Envelope } from './raw-client';

export type MexcNetValue = string | number | boolean | bigint;
export type MexcNetParameters = Readonly<Record<string, MexcNetValue | undefined>>;

/**
 * Writes requests as Mexc.Net 6.6.0 does: keys sorted in query and body, values percent-encoded, ids as bare integers, no content type where
 * there is no content, `application/json; charset=utf-8` where there is, an empty body where there are no parameters, the receive window in
 * milliseconds, and its tag in `source`.
 */
export class MexcNetClient {
  constructor(
    private readonly restUrl: string,
    private readonly keys: { apiKey: string; apiSecret: string },
    private readonly clock: { nowMs(): number },
  ) {}

  get(path: string, parameters: MexcNetParameters = {}): Promise<Envelope> {
    const query = sent(parameters).map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`);
    return this.send(`${path}${query.length === 0 ? '' : `?${query.join('&')}`}`, query.join('&'));
  }

  post(path: string, parameters: MexcNetParameters | readonly (MexcNetParameters | bigint)[] = {}): Promise<Envelope> {
    const isEmpty = !Array.isArray(parameters) && sent(parameters as MexcNetParameters).length === 0;
    return this.send(path, isEmpty ? '' : written(parameters), 'POST');
  }

  private async send(target: string, signed: string, method = 'GET'): Promise<Envelope> {
    const { apiKey, apiSecret } = this.keys;
    const time = String(this.clock.nowMs());
    const response = await fetch(`${this.restUrl}${target}`, {
      method,
      headers: {
        Accept: 'application/json',
        ApiKey: apiKey,
        'Request-Time': time,
        Signature: createHmac('sha256', apiSecret).update(`${apiKey}${time}${signed}`).digest('hex'),
        'Recv-Window': '5000',
        source: 'JKorf',
        ...(method === 'POST' ? { 'Content-Type': 'application/json; charset=utf-8' } : {}),
      },
      ...(method === 'POST' ? { body: signed } : {}),
    });
    // Long ids become text: JSON.parse would round them where C# does not.
    const text = (await response.text()).replace(/([:[,])(\d{16,})(?=[,}\]])/g, '$1"$2"');
    return JSON.parse(text) as Envelope;
  }
}

/** What is not null, by key. */
function sent(parameters: MexcNetParameters): readonly (readonly [string, MexcNetValue])[] {
  return Object.keys(parameters)
    .sort()
    .flatMap((key) => (parameters[key] === undefined ? [] : [[key, parameters[key]] as const]));
}

function written(value: MexcNetParameters | MexcNetValue | readonly (MexcNetParameters | bigint)[]): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  return `{${sent(value as MexcNetParameters)
    .map(([key, member]) => `${JSON.stringify(key)}:${written(member)}`)
    .join(',')}}`;
}
