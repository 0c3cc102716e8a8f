import type { FundingRate, IndexPrice, MarkPrice } from '@prate/execution-interface';
import { fundingRateFromWire, indexPriceFromWire, markPriceFromWire } from '../from-wire/prices-from-wire';
import { type MarketContext, indexSymbolOf } from '../market-context';

/** @throws {UnknownSymbolError} when the venue does not list the symbol */
export async function getMarkPrice({ catalog, rest }: MarketContext, symbol: string): Promise<MarkPrice> {
  await catalog.getInstrument(symbol);
  return markPriceFromWire(await rest.public.getFairPrice({ symbol }));
}

/** Of an inverse contract: quoted under the USDT symbol of its base currency. @throws {UnknownSymbolError} */
export async function getIndexPrice({ catalog, rest }: MarketContext, symbol: string): Promise<IndexPrice> {
  const instrument = await catalog.getInstrument(symbol);
  return indexPriceFromWire(await rest.public.getIndexPrice({ symbol: indexSymbolOf(instrument) }), symbol);
}

/** @throws {UnknownSymbolError} */
export async function getFundingRate({ catalog, rest, clock }: MarketContext, symbol: string): Promise<FundingRate> {
  await catalog.getInstrument(symbol);
  return fundingRateFromWire(await rest.public.getFundingRate({ symbol }), { receivedAtMs: clock.nowMs() });
}
