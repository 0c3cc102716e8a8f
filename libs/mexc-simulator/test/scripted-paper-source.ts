import type { PaperCandle, PaperHandlers, PaperInstrument, PaperInstrumentChange, PaperSource, PaperTrade } from '../src';

export const paperInstrument: PaperInstrument = {
  symbol: 'BTC_USDT',
  baseCurrency: 'BTC',
  quoteCurrency: 'USDT',
  settleCurrency: 'USDT',
  contractSize: '0.001',
  tickSize: '0.5',
  contractStep: '1',
  minContracts: '2',
  maxMarketContracts: '1000',
  maxLimitContracts: '5000',
  minLeverage: 1,
  maxLeverage: 50,
  state: 'enabled',
  isApiAllowed: true,
  makerFeeRate: '0.0002',
  takerFeeRate: '0.0006',
  maintenanceMarginRate: '0.01',
  priceBand: { above: '0.05', below: '0.02' },
  riskTiers: [
    { level: 1, maxContracts: '3000', maintenanceMarginRate: '0.01', initialMarginRate: '0.02', maxLeverage: 50 },
    { level: 2, maxContracts: '6000', maintenanceMarginRate: '0.02', initialMarginRate: '0.04', maxLeverage: 25 },
  ],
};

/** An exchange that says what the test wrote, to whoever watches. */
export class ScriptedPaperSource implements PaperSource {
  readonly asked: string[] = [];
  instrument = paperInstrument;
  candles: readonly PaperCandle[] = [];
  latestTrades: readonly PaperTrade[] = [];
  isDown = false;
  private readonly handlers = new Map<string, PaperHandlers<never>>();

  get watched(): readonly string[] {
    return [...this.handlers.keys()];
  }

  /** Tells those who watch; resolves when they have taken it. */
  async tell(topic: 'trades' | 'book' | 'mark' | 'index' | 'funding' | 'instruments', data: object): Promise<void> {
    await (this.handlers.get(topic) as PaperHandlers<unknown>).onData(data);
  }

  trade(price: string, atMs: number, over: Partial<PaperTrade> = {}): Promise<void> {
    return this.tell('trades', { price, contracts: '10', takerSide: 'buy', atMs, ...over });
  }

  async gap(reason = 'connection lost'): Promise<void> {
    await this.handlers.get('trades')?.onGap?.({ reason });
  }

  async ready(): Promise<void> {
    await this.handlers.get('trades')?.onReady?.();
  }

  async fail(error: Error): Promise<void> {
    await this.handlers.get('mark')?.onError?.(error);
  }

  getInstrument = (symbol: string) => this.answer(`instrument ${symbol}`, this.instrument);
  getTicker = (symbol: string) => this.answer(`ticker ${symbol}`, { lastPrice: '65000', contracts24h: '86400000' });
  getCandles: PaperSource['getCandles'] = ({ symbol, startMs, endMs }) =>
    this.answer(
      `candles ${symbol}`,
      this.candles.filter(({ openTimeMs }) => openTimeMs >= startMs && openTimeMs < endMs),
    );
  getTrades: PaperSource['getTrades'] = ({ symbol }) => this.answer(`trades ${symbol}`, this.latestTrades);
  getMarkPrice = (symbol: string) => this.answer(`mark ${symbol}`, { price: '65001.1' });
  getIndexPrice = (symbol: string) => this.answer(`index ${symbol}`, { price: '65002' });
  getFundingRate = (symbol: string) => this.answer(`funding ${symbol}`, { rate: '0.0003', intervalHours: 4 });
  watchTrades: PaperSource['watchTrades'] = (_symbol, handlers) => this.watch('trades', handlers);
  watchOrderBook: PaperSource['watchOrderBook'] = (_query, handlers) => this.watch('book', handlers);
  watchMarkPrice: PaperSource['watchMarkPrice'] = (_symbol, handlers) => this.watch('mark', handlers);
  watchIndexPrice: PaperSource['watchIndexPrice'] = (_symbol, handlers) => this.watch('index', handlers);
  watchFundingRate: PaperSource['watchFundingRate'] = (_symbol, handlers) => this.watch('funding', handlers);
  watchInstruments = (handlers: PaperHandlers<PaperInstrumentChange>) => this.watch('instruments', handlers);

  private async answer<Value>(question: string, value: Value): Promise<Value> {
    this.asked.push(question);
    if (this.isDown) throw new Error('found no connection');
    return value;
  }

  private async watch(topic: string, handlers: PaperHandlers<never>): Promise<() => void> {
    await this.answer(`watch ${topic}`, undefined);
    this.handlers.set(topic, handlers);
    return () => void this.handlers.delete(topic);
  }
}
