import type { CreateOrder } from '@prate/execution-interface';
import { effectiveLimits } from '../src/effective-limits';
import type { RiskLimits } from '../src/limits';
import { orderValue } from '../src/order-value';
import type { RiskCheckInput } from '../src/risk-check';
import { BTC, restingBuy } from './gate-over-fake';

/** What a check would see of a healthy, empty account; every field may be set otherwise. */
export function checkInput({
  command = restingBuy(1),
  instrument = BTC,
  limitsOf = {},
  ...rest
}: Partial<RiskCheckInput> & { command?: CreateOrder; limitsOf?: Partial<RiskLimits> } = {}): RiskCheckInput {
  const { mark = '50000', triggerPrice } = rest;
  const value = orderValue(command, instrument, { mark, ...(triggerPrice === undefined ? {} : { triggerPrice }) });
  return {
    command,
    instrument,
    limits: effectiveLimits({ maxOrderNotional: '1000', ...limitsOf }, instrument),
    mark,
    ...(value === undefined ? {} : { value }),
    tradingState: 'active',
    health: { state: 'healthy', unknownIntents: 0 },
    account: { ageMs: 0, sideContracts: '0', sideNotional: '0', totalNotional: '0', openOrders: 0 },
    equity: { currency: 'USDT', equity: '1000', atDayStart: '1000', ageMs: 0 },
    ordersInWindow: 0,
    isClientOrderIdUsed: false,
    maxAges: { accountMs: 10_000, equityMs: 30_000 },
    ...rest,
  };
}
