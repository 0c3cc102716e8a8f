import type { MexcFuturesRest } from '../mexc-futures-rest';
import type { RestHealth } from '../rest-health';

/** As `@nestjs/terminus` takes it: `check([() => health.isHealthy()])`. */
export type MexcRestIndication = Readonly<Record<string, RestHealth & { readonly status: 'up' | 'down' }>>;

/** Whether the venue can be talked to: `down` while its host is left alone. Age of the last answer, clock and headroom come along. */
export class MexcRestHealth {
  constructor(
    private readonly rest: Pick<MexcFuturesRest, 'health'>,
    /** What it is called in the answer. */
    private readonly key: string,
  ) {}

  async isHealthy(key = this.key): Promise<MexcRestIndication> {
    const health = await this.rest.health();
    return { [key]: { status: health.hostPausedForMs > 0 ? 'down' : 'up', ...health } };
  }
}
