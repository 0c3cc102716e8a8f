import {
  type Clock,
  type DecimalText,
  type ExecutionInterface,
  type FeeRates,
  type InstrumentSource,
  type StopWatching,
  SystemClock,
  type Trade,
} from '@prate/execution-interface';
import { add, compare, divide, multiply, subtract } from '@prate/execution-interface/decimal';
import { messageOf } from '../message-of';

/** Fees that are not what the account's own rates say, fill after fill. */
export interface FeeFinding {
  readonly kind: 'fee-differs' | 'fee-agrees-again';
  readonly symbol: string;
  readonly liquidity: Trade['liquidity'];
  /** Fills in a row. */
  readonly fills: number;
  /** Of those fills, fee currency; positive: paid. */
  readonly charged: DecimalText;
  readonly expected: DecimalText;
  readonly feeCurrency: string;
  /** What the account pays as the venue states it, a fraction of a fill's value. */
  readonly expectedRate: DecimalText;
  /** What it was charged, the same. */
  readonly chargedRate: DecimalText;
  /** ms since the epoch. */
  readonly atMs: number;
  readonly message: string;
}

export interface FeeAuditOptions {
  readonly over: Pick<ExecutionInterface, 'watchEvents' | 'getFeeRates'>;
  readonly instruments: InstrumentSource;
  readonly onFinding: (finding: FeeFinding) => void;
  /** A fill that could not be audited, and why. */
  readonly onProblem?: (problem: { readonly trade: Trade; readonly message: string }) => void;
  /** So many fills in a row, of one symbol and liquidity, make a finding. Default 5. */
  readonly lastingFills?: number;
  /** By how much a fee may differ, as a fraction of the fill's value. Default 0.000001, a hundredth of a basis point. */
  readonly tolerance?: DecimalText;
  /** How long rates count as known. Default one hour; before a finding they are read anew. */
  readonly ratesMaxAgeMs?: number;
  readonly clock?: Clock;
}

/** Fills in a row whose fee was another than expected. */
interface Series {
  fills: number;
  charged: DecimalText;
  expected: DecimalText;
  value: DecimalText;
  isTold: boolean;
}

/** Holds the charged fee of each fill against the account's real rate. One fill may differ; a series of them is a finding, told once. */
export class FeeAudit {
  private readonly series = new Map<string, Series>();
  private readonly rates = new Map<string, FeeRates & { readonly readAtMs: number }>();
  private readonly clock: Clock;
  private tail: Promise<void> = Promise.resolve();

  constructor(private readonly options: FeeAuditOptions) {
    this.clock = options.clock ?? new SystemClock();
  }

  /** From now on each fill that is told is audited, until the answer is called. */
  start(): StopWatching {
    return this.options.over.watchEvents((event) => {
      if (event.kind === 'trade') void this.audit(event.trade);
    });
  }

  /** One fill after the other. Never rejects. */
  audit(trade: Trade): Promise<void> {
    this.tail = this.tail.then(async () => {
      try {
        await this.look(trade);
      } catch (error) {
        this.options.onProblem?.({ trade, message: messageOf(error) });
      }
    });
    return this.tail;
  }

  private async look(trade: Trade): Promise<void> {
    const { symbol, liquidity, contracts, price, fee } = trade;
    const { lastingFills = 5, tolerance = '0.000001', instruments } = this.options;
    const { kind, contractSize } = await instruments.getInstrument(symbol);
    const size = multiply(contracts, contractSize);
    const value = kind === 'linear' ? multiply(size, price) : divide(size, price, 20);
    const expected = multiply(value, (await this.ratesOf(symbol))[liquidity]);
    const key = `${symbol}/${liquidity}`;
    const series = this.series.get(key) ?? { fills: 0, charged: '0', expected: '0', value: '0', isTold: false };
    if (isWithin(subtract(fee, expected), multiply(value, tolerance))) {
      this.series.delete(key);
      if (series.isTold) this.tell('fee-agrees-again', trade, series);
      return;
    }
    series.fills += 1;
    series.charged = add(series.charged, fee);
    series.expected = add(series.expected, expected);
    series.value = add(series.value, value);
    this.series.set(key, series);
    if (series.isTold || series.fills < lastingFills) return;
    // The rates may be others by now: then the fees were right, and what is compared begins anew.
    const fresh = multiply(series.value, (await this.ratesOf(symbol, 0))[liquidity]);
    if (isWithin(subtract(series.charged, fresh), multiply(series.value, tolerance))) {
      this.series.delete(key);
      return;
    }
    series.expected = fresh;
    series.isTold = true;
    this.tell('fee-differs', trade, series);
  }

  private async ratesOf(symbol: string, maxAgeMs = this.options.ratesMaxAgeMs ?? 3_600_000): Promise<FeeRates> {
    const nowMs = this.clock.nowMs();
    const known = this.rates.get(symbol);
    if (known !== undefined && nowMs - known.readAtMs < maxAgeMs) return known;
    const read = { ...(await this.options.over.getFeeRates(symbol)), readAtMs: nowMs };
    this.rates.set(symbol, read);
    return read;
  }

  private tell(kind: FeeFinding['kind'], { symbol, liquidity, feeCurrency, atMs }: Trade, series: Series): void {
    const { fills, charged, expected, value } = series;
    const chargedRate = divide(charged, value, 8);
    const expectedRate = divide(expected, value, 8);
    const what = kind === 'fee-differs' ? 'charged' : 'agrees with the stated rate again, after being charged';
    const message = `${liquidity} fee of ${symbol}: ${what} ${chargedRate} instead of ${expectedRate} on ${fills} fills in a row`;
    this.options.onFinding({ kind, symbol, liquidity, fills, charged, expected, feeCurrency, expectedRate, chargedRate, atMs, message });
  }
}

function isWithin(difference: DecimalText, bound: DecimalText): boolean {
  return compare(difference, bound) <= 0 && compare(subtract('0', difference), bound) <= 0;
}
