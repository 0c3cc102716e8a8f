import type { MarketDataInterface } from '@prate/execution-interface';
import type { LeaseState } from '@prate/mexc-rest';

/** The exchange this process talks to: where it is and with which keys. Made by the mode; nobody else asks for the mode. */
export abstract class Venue {
  abstract readonly restUrl: string;
  abstract readonly streamUrl: string;
  abstract readonly keys: { readonly apiKey: string; readonly apiSecret: string };
  /** Where prices come from when not from this exchange itself. */
  readonly publicMarketData?: MarketDataInterface;
  /** Whether this process may send; absent where nobody else can. */
  readonly lease?: LeaseState;

  /** Contracts whose price is not the present one, and why; orders that open are refused there. */
  pricesNotLive(): Readonly<Record<string, string>> {
    return {};
  }

  /** Lets go of whatever the mode started; may be called twice. */
  abstract stop(): Promise<void>;
}
