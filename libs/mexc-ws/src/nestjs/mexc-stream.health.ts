import { Inject, Injectable } from '@nestjs/common';
import { MexcFuturesStream } from '../mexc-futures-stream';

/** For a readiness check: how the streams are, and since when they are silent. */
export interface MexcStreamHealthInfo {
  /** Every wanted public connection stands and every private one is logged in, as far as any was asked for. */
  readonly isUp: boolean;
  /** ms since something was last heard; absent while no connection stands. */
  readonly publicAgeMs?: number;
  readonly privateAgeMs?: number;
  readonly privateState: string;
  readonly publicTopics: number;
  readonly publicTopicsFlowing: number;
}

@Injectable()
export class MexcStreamHealth {
  constructor(@Inject(MexcFuturesStream) private readonly stream: MexcFuturesStream) {}

  info(): MexcStreamHealthInfo {
    const { public: publicStreams, private: privateStream } = this.stream.health();
    const { ageMs: publicAgeMs, open, connections, wanted, flowing } = publicStreams;
    const { ageMs: privateAgeMs, state } = privateStream;
    return {
      isUp: open === connections && (state === 'off' || state === 'ready'),
      ...(publicAgeMs !== undefined && { publicAgeMs }),
      ...(privateAgeMs !== undefined && { privateAgeMs }),
      privateState: state,
      publicTopics: wanted,
      publicTopicsFlowing: flowing,
    };
  }
}
