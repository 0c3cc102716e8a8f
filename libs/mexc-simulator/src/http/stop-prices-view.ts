import { bareNumber, trendCodes, zeroOneCodes } from '@prate/mexc-protocol';
import type { AttachedStops } from '../exchange/attached-stops';

/** Trends are always there, and 1 where nothing is watched, as on plan orders. */
export function stopPricesView({ takeProfit, stopLoss }: Pick<AttachedStops, 'takeProfit' | 'stopLoss'>): object {
  return {
    lossTrend: trendCodes.toCode(stopLoss?.trend ?? 'last'),
    profitTrend: trendCodes.toCode(takeProfit?.trend ?? 'last'),
    ...(stopLoss ? { stopLossPrice: bareNumber(stopLoss.triggerPrice) } : {}),
    ...(takeProfit ? { takeProfitPrice: bareNumber(takeProfit.triggerPrice) } : {}),
  };
}

/** What travels with an order, on the order itself (reference 5.9). */
export function attachedStopsView(stops: AttachedStops | undefined): object {
  if (stops === undefined) return {};
  return { ...stopPricesView(stops), priceProtect: zeroOneCodes.toCode(stops.isPriceProtected ? 'yes' : 'no') };
}
