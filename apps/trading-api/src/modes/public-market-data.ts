import { MarketDataInterface } from '@prate/execution-interface';

/**
 * The market data that candles are made of: of the real exchange where the mode has one, else of the exchange that orders go to. Sizes,
 * prices and limits of orders never come from here, but from the exchange that takes them.
 */
export abstract class PublicMarketData extends MarketDataInterface {}
