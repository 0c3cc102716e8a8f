import type { Clock, Instrument, MarginMode, PositionMode, PositionSide } from '@prate/execution-interface';
import { MexcApiError, UnreadableResponseError, type WirePosition } from '@prate/mexc-protocol';
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
  /** `connect()` was called, and the venue did not refuse the keys: enough for a close, whatever else could not be read. */
  areKeysTried = false;
  private readonly marginModes = new Map<string, MarginMode>();
  private readonly instruments = new Map<string, Instrument>();
  /** Open positions as the stream keeps them, for a close at a moment when they cannot be read; absent while nothing keeps them true. */
  keptPositions: () => readonly WirePosition[] | undefined = () => undefined;

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

  /** Kept for a close at a moment when the contract list cannot be read, or has lost its contract. */
  rememberInstruments(instruments: readonly Instrument[]): void {
    for (const instrument of instruments) this.instruments.set(instrument.symbol, instrument);
  }

  lastInstrument(symbol: string): Instrument | undefined {
    return this.instruments.get(symbol);
  }

  lastMarginMode(symbol: string, side: PositionSide): MarginMode | undefined {
    return this.marginModes.get(`${symbol}/${side}`);
  }
}
