import type { Candle, CandleQuery } from './candle';
import type { DecimalText } from './decimal';
import type { Instrument, InstrumentSource } from './instrument';

/** The venue's fair price of a contract. */
export interface MarkPrice {
  readonly symbol: string;
  /** Quote currency. */
  readonly price: DecimalText;
  /** When the venue stated it, ms since the epoch. */
  readonly atMs: number;
}

/** What a market looks like. Abstract, so that the class itself is the injection token. */
export abstract class MarketDataInterface implements InstrumentSource {
  /** The venue's clock, ms since the epoch. */
  abstract getServerTimeMs(): Promise<number>;
  abstract getInstrument(symbol: string): Promise<Instrument>;
  abstract getInstruments(): Promise<readonly Instrument[]>;
  /** Every candle the venue has with its open time in `[startMs, endMs)`, oldest first, the running one included; pages stay inside. */
  abstract getCandles(query: CandleQuery): Promise<readonly Candle[]>;
  abstract getMarkPrice(symbol: string): Promise<MarkPrice>;
}
