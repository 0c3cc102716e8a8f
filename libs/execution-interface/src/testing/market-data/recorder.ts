import { fail } from 'node:assert';
import type { MarketDataGap, MarketDataHandlers, StopWatching } from '../../market-data-handlers';
import type { MarketDataInterface } from '../../market-data-interface';
import type { MarketDataVenue, WatchKind } from './market-data-venue';

export type Told<Data> =
  | { readonly kind: 'data'; readonly data: Data }
  | { readonly kind: 'gap'; readonly gap: MarketDataGap }
  | { readonly kind: 'ready' }
  | { readonly kind: 'error'; readonly error: Error };

/** Handlers that keep what they are told. */
export class Recorder<Data> implements MarketDataHandlers<Data> {
  readonly told: Told<Data>[] = [];

  get data(): readonly Data[] {
    return this.told.flatMap((one) => (one.kind === 'data' ? [one.data] : []));
  }

  get errors(): readonly Error[] {
    return this.told.flatMap((one) => (one.kind === 'error' ? [one.error] : []));
  }

  get gaps(): readonly MarketDataGap[] {
    return this.told.flatMap((one) => (one.kind === 'gap' ? [one.gap] : []));
  }

  get readyCount(): number {
    return this.told.filter(({ kind }) => kind === 'ready').length;
  }

  onData(data: Data): void {
    this.told.push({ kind: 'data', data });
  }

  onGap(gap: MarketDataGap): void {
    this.told.push({ kind: 'gap', gap });
  }

  onReady(): void {
    this.told.push({ kind: 'ready' });
  }

  onError(error: Error): void {
    this.told.push({ kind: 'error', error });
  }
}

type Watch = (marketData: MarketDataInterface, symbol: string, handlers: MarketDataHandlers<unknown>) => Promise<StopWatching>;

/** Every watch of the port that has a symbol. */
export const watches: Readonly<Record<Exclude<WatchKind, 'instruments'>, Watch>> = {
  candles: (marketData, symbol, handlers) => marketData.watchCandles({ symbol, intervalSeconds: 60 }, handlers),
  ticker: (marketData, symbol, handlers) => marketData.watchTicker(symbol, handlers),
  'order-book': (marketData, symbol, handlers) => marketData.watchOrderBook({ symbol }, handlers),
  trades: (marketData, symbol, handlers) => marketData.watchTrades(symbol, handlers),
  'mark-price': (marketData, symbol, handlers) => marketData.watchMarkPrice(symbol, handlers),
  'index-price': (marketData, symbol, handlers) => marketData.watchIndexPrice(symbol, handlers),
  'funding-rate': (marketData, symbol, handlers) => marketData.watchFundingRate(symbol, handlers),
};

export const watchKinds = Object.keys(watches) as (keyof typeof watches)[];

/** Of these, those of which something is told every few seconds. */
export const livelyKinds = ['candles', 'ticker', 'order-book', 'trades', 'mark-price', 'index-price'] as const;

/** What a promise rejects with; fails when it does not. */
export async function rejectionOf(promise: Promise<unknown>, of: string): Promise<Error> {
  const answer = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (answer instanceof Error) return answer;
  return fail(`${of}: found ${answer === undefined ? 'an answer' : 'a rejection that is no Error'}, expected an Error`);
}

/** Waits until the recorder was told so many things more. */
export async function more(venue: MarketDataVenue, recorder: Recorder<unknown>, count: number, what: string): Promise<void> {
  const { length } = recorder.data;
  await venue.until(() => recorder.data.length >= length + count, `${count} more of ${what}`);
}
