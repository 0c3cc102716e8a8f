import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { Refusal } from '../exchange/refusal';

/** `published`: the limits of the endpoint table. `off`: none. */
export type RateLimitMode = 'published' | 'off';

/** The venue's published limits: `count` accepted requests in any window, by endpoint and caller (reference 9.17). */
export class RateLimits {
  private readonly accepted = new Map<string, number[]>();

  constructor(private readonly mode: RateLimitMode) {}

  /** Counts one request; one that is refused does not count. `caller` is a key or an address. @throws {Refusal} 510 */
  take(endpoint: EndpointName, caller: string, nowMs: number): void {
    if (this.mode === 'off') return;
    const { count, windowMs } = endpoints[endpoint].limit;
    const key = `${endpoint} ${caller}`;
    const recent = (this.accepted.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
    this.accepted.set(key, recent);
    if (recent.length >= count) {
      throw new Refusal(510, `Requests are too frequent: ${endpoint} takes ${count} in ${windowMs} ms, please try again later`);
    }
    recent.push(nowMs);
  }
}
