import { type Denial, positionSideOf } from '@prate/execution-interface';
import { add, compare } from '@prate/execution-interface/decimal';
import { denial, markUnavailable, noLimit, shown } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';

/** One side of one contract: what is held, works, is under way or unknown, and this order, in contracts and as notional. */
export const maxPosition: RiskCheck = {
  name: 'max-position',
  check({ command, instrument, limits, account, value, markProblem }: RiskCheckInput): Denial | undefined {
    const { symbol, settleCurrency } = instrument;
    const positionSide = positionSideOf(command.side, 'open');
    const { maxPositionNotional: limit, maxPositionContracts } = limits;
    if (limit === undefined) return noLimit('max-position', 'maxPositionNotional', instrument);
    if (value === undefined) return markUnavailable(command, markProblem);

    const contracts = add(account.sideContracts, value.contracts);
    if (maxPositionContracts !== undefined && compare(contracts, maxPositionContracts) > 0) {
      return denial(
        'max-position',
        `${positionSide} ${symbol}: found ${contracts} contracts (${account.sideContracts} before this order), expected at most ${maxPositionContracts}`,
        { symbol, positionSide, found: contracts, limit: maxPositionContracts, before: account.sideContracts, unit: 'contracts' },
      );
    }
    const notional = add(account.sideNotional, value.notional);
    if (compare(notional, limit) <= 0) return undefined;
    const [found, before] = [shown(notional), shown(account.sideNotional)];
    return denial(
      'max-position',
      `${positionSide} ${symbol}: found a notional of ${found} ${settleCurrency} (${before} before this order), expected at most ${limit}`,
      { symbol, positionSide, found, limit, before, unit: settleCurrency },
    );
  },
};
