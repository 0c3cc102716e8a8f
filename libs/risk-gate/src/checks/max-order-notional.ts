import { type DecimalText, type Denial, type Instrument, decimal, toContracts } from '@prate/execution-interface';
import { compare, divide, maximum, minimum, multiply } from '@prate/execution-interface/decimal';
import type { RiskLimits } from '../config';
import { denial, markUnavailable } from '../denied-reasons';
import type { RiskCheck, RiskCheckInput } from '../risk-check';
import { needsMark } from './needs-mark';

/** Shown figures only; the comparison itself divides nothing. */
const SHOWN_DECIMALS = 12;

/** Opening orders only: contracts times price may not pass the limit. Judged at the dearest of limit price and, where needed, mark. */
export function maxOrderNotional({ maxOrderNotional: limits }: RiskLimits): RiskCheck {
  return {
    name: 'max-order-notional',
    check({ command, instrument, mark, markProblem }: RiskCheckInput): Denial | undefined {
      if (command.effect === 'close') return undefined;
      const { symbol } = command;
      const limit = limitFor(limits, instrument);
      if (limit === undefined) {
        return denial(
          'max-order-notional',
          `notional of ${symbol}: found no limit for the settle currency ${instrument.settleCurrency}, expected one in maxOrderNotional`,
          { symbol, settleCurrency: instrument.settleCurrency },
        );
      }
      if (needsMark(command, instrument) && mark === undefined) {
        return markUnavailable(command, markProblem);
      }

      const own = command.type === 'market' ? undefined : decimal(command.price);
      const size = toContracts({ size: command, instrument, type: command.type, price: own ?? (mark as DecimalText) });
      // Off the grid is the business of the check before this one.
      if (!size.ok) return denial('input-invalid', size.denial.message, { symbol, found: size.denial.found });
      const price = dearest(instrument, own, needsMark(command, instrument) ? mark : undefined);
      const faceValue = multiply(size.size.contracts, instrument.contractSize);
      const isWithin =
        instrument.kind === 'linear' ? compare(multiply(faceValue, price), limit) <= 0 : compare(faceValue, multiply(limit, price)) <= 0;
      if (isWithin) return undefined;

      const notional = instrument.kind === 'linear' ? multiply(faceValue, price) : divide(faceValue, price, SHOWN_DECIMALS);
      return denial(
        'max-order-notional',
        `notional of ${symbol}: found ${notional} ${instrument.settleCurrency} (${size.size.contracts} contracts at ${price}), expected at most ${limit}`,
        { symbol, found: notional, limit, settleCurrency: instrument.settleCurrency, contracts: size.size.contracts, price },
      );
    },
  };
}

function limitFor(limits: RiskLimits['maxOrderNotional'], { kind, settleCurrency }: Instrument): DecimalText | undefined {
  if (typeof limits === 'object') return Object.hasOwn(limits, settleCurrency) ? limits[settleCurrency] : undefined;
  return kind === 'linear' ? limits : undefined;
}

function dearest({ kind }: Instrument, own: DecimalText | undefined, mark: DecimalText | undefined): DecimalText {
  const [first, ...rest] = [own, mark].filter((price) => price !== undefined) as [DecimalText, ...DecimalText[]];
  return kind === 'linear' ? maximum(first, ...rest) : minimum(first, ...rest);
}
