import type { Clock, MarginMode, PositionMode, PositionSide } from '@prate/execution-interface';
import { MexcApiError, UnreadableResponseError } from '@prate/mexc-protocol';
import { ConfirmedExposure } from './confirmed-exposure';

/** What this process knows of its account between two calls. */
export class Session {
  state: 'disconnected' | 'syncing' | 'connected' = 'disconnected';
  /** As last read; absent before the first read. */
  positionMode?: PositionMode;
  /** A push told of another mode, and it has not been read since. */
  isPositionModeDoubtful = false;
  private lastAnswerAtMs?: number;
  private clockReadAtMs?: number;
  private readonly marginModes = new Map<string, MarginMode>();

  /** What openings stood on a moment ago. */
  readonly confirmed: ConfirmedExposure;

  constructor(private readonly clock: Clock) {
    this.confirmed = new ConfirmedExposure(clock);
  }

  get isConnected(): boolean {
    return this.state === 'connected';
  }

  /** Waits for a call to the venue, and remembers when it last answered; a refusal is an answer. */
  async heard<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.lastAnswerAtMs = this.clock.nowMs();
      return answer;
    } catch (error) {
      if (error instanceof MexcApiError || error instanceof UnreadableResponseError) this.lastAnswerAtMs = this.clock.nowMs();
      throw error;
    }
  }

  get lastAnswerAgeMs(): number | undefined {
    return this.lastAnswerAtMs === undefined ? undefined : Math.max(0, this.clock.nowMs() - this.lastAnswerAtMs);
  }

  nowMs(): number {
    return this.clock.nowMs();
  }

  /** The venue's time was read just now. */
  noteClock(): void {
    this.clockReadAtMs = this.clock.nowMs();
  }

  /** Since the venue's time was read, ms. */
  get clockAgeMs(): number | undefined {
    return this.clockReadAtMs === undefined ? undefined : Math.max(0, this.clock.nowMs() - this.clockReadAtMs);
  }

  /** Kept for a close at a moment when positions cannot be read: its margin mode has to be sent. */
  rememberMarginMode(symbol: string, side: PositionSide, marginMode: MarginMode): void {
    this.marginModes.set(`${symbol}/${side}`, marginMode);
  }

  lastMarginMode(symbol: string, side: PositionSide): MarginMode | undefined {
    return this.marginModes.get(`${symbol}/${side}`);
  }
}
