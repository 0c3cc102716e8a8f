import type { DecimalText, Denial } from '@prate/execution-interface';
import { add, compare, isZero, subtract } from '@prate/execution-interface/decimal';
import { denial, noLimit, shown } from '../denied-reasons';
import type { EquityView, RiskCheck, RiskCheckInput } from '../risk-check';

/** Since the day's start, transfers taken out; less than 0 is a profit. */
export function lossOf({
  equity,
  atDayStart,
  transferredIn = '0',
}: Required<Pick<EquityView, 'equity' | 'atDayStart'>> & EquityView): DecimalText {
  return subtract(add(atDayStart, transferredIn), equity);
}

/** Equity of the settle currency against that of the day's start (UTC), realised or not. Equity that is not known is no equity. */
export const dailyLoss: RiskCheck = {
  name: 'daily-loss',
  check({ instrument, limits, equity: view, maxAges }: RiskCheckInput): Denial | undefined {
    const { symbol } = instrument;
    const { currency, equity, atDayStart, transferredIn = '0', ageMs, problem } = view;
    const limit = limits.maxDailyLoss;
    if (limit === undefined) return noLimit('daily-loss', 'maxDailyLoss', instrument);
    if (equity === undefined || atDayStart === undefined || ageMs === undefined || ageMs > maxAges.equityMs) {
      const found = ageMs === undefined || equity === undefined ? 'none' : `one of ${ageMs} ms ago`;
      return denial(
        'account-stale',
        `equity in ${currency} for ${symbol}: found ${found}, expected a reading of at most ${maxAges.equityMs} ms ago${problem === undefined ? '' : `: ${problem}`}`,
        { symbol, currency, ageMs, limit: maxAges.equityMs, ...(problem === undefined ? {} : { problem }) },
      );
    }
    const loss = lossOf({ ...view, equity, atDayStart });
    if (compare(loss, limit) < 0) return undefined;
    return denial(
      'daily-loss',
      `loss of the day: found ${shown(loss)} ${currency} (equity ${equity}, ${atDayStart} at the day's start${isZero(transferredIn) ? '' : `, ${transferredIn} transferred in since`}), expected less than ${limit}`,
      { symbol, found: shown(loss), limit, currency, equity, atDayStart, transferredIn },
    );
  },
};
