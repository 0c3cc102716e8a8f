import { accountFreshness } from './checks/account-freshness';
import { allowedSymbolsAndSides } from './checks/allowed-symbols-and-sides';
import { dailyLoss } from './checks/daily-loss';
import { duplicateClientOrderId } from './checks/duplicate-client-order-id';
import { instrumentGrid } from './checks/instrument-grid';
import { maxLeverage } from './checks/max-leverage';
import { maxOpenOrders } from './checks/max-open-orders';
import { maxOrderNotional } from './checks/max-order-notional';
import { maxPosition } from './checks/max-position';
import { maxTotalNotional } from './checks/max-total-notional';
import { orderRate } from './checks/order-rate';
import { priceBand } from './checks/price-band';
import { priceCollar } from './checks/price-collar';
import { reduceOnlyDirection } from './checks/reduce-only-direction';
import { tradingState } from './checks/trading-state';
import { venueHealth } from './checks/venue-health';
import type { RiskCheck } from './risk-check';

/** What adds exposure passes all of these, in this order; the first that objects is the answer. */
export const openingChecks: readonly RiskCheck[] = Object.freeze([
  instrumentGrid,
  duplicateClientOrderId,
  tradingState,
  venueHealth,
  accountFreshness,
  allowedSymbolsAndSides,
  maxLeverage,
  priceCollar,
  priceBand,
  maxOrderNotional,
  maxPosition,
  maxTotalNotional,
  maxOpenOrders,
  orderRate,
  dailyLoss,
]);

/** All that a close can be denied for. */
export const closingChecks: readonly RiskCheck[] = Object.freeze([instrumentGrid, reduceOnlyDirection]);
