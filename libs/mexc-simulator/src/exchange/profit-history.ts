import { type DecimalText, add, divide, isZero, multiply, subtract } from '@prate/execution-interface/decimal';
import { isInverse } from '../simulated-contract';
import type { Exchange } from './exchange';
import type { Listing } from './listing';

/** What a report counts. */
export interface ProfitFilter {
  /** One settle coin, in which the report is then written; without it all of them, written in USDT. */
  readonly currency?: string;
  readonly symbol?: string;
  /** Which contracts. */
  readonly kind?: (listing: Listing) => boolean;
  /** ms, both included. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

interface ProfitRow {
  readonly atMs: number;
  readonly amount: DecimalText;
}

/** Profit for good, payment by payment: gross profit minus fee of each fill, and funding. Other coins count at the present index. */
export class ProfitHistory {
  constructor(private readonly exchange: Exchange) {}

  total(filter: ProfitFilter): DecimalText {
    return sum(this.rows(filter));
  }

  /** By periods, oldest first; periods without a payment are left out. `startOf` says where the period of a time begins. */
  byPeriod(filter: ProfitFilter, startOf: (timeMs: number) => number): ReadonlyMap<number, DecimalText> {
    const periods = new Map<number, DecimalText>();
    for (const { atMs, amount } of this.rows(filter)) periods.set(startOf(atMs), add(periods.get(startOf(atMs)) ?? '0', amount));
    return new Map([...periods].sort(([one], [other]) => one - other));
  }

  /** What open positions would bring now. */
  unrealised(filter: ProfitFilter): DecimalText {
    const { accounts, positions, nowSecond } = this.exchange;
    const rows = positions
      .all()
      .filter(({ symbol }) => this.counts(symbol, filter))
      .map((position) => ({ symbol: position.symbol, atMs: 0, amount: accounts.unrealised(position, nowSecond) }));
    return sum(rows.map((row) => this.written(row, filter)));
  }

  /** All the account has, unrealised results included. */
  equity({ currency }: ProfitFilter): DecimalText {
    const { accounts, nowSecond } = this.exchange;
    const currencies = currency === undefined ? accounts.currencies() : [currency];
    return currencies.reduce<DecimalText>((total, each) => {
      const { equity } = accounts.balance(each, nowSecond);
      return add(total, currency === undefined ? multiply(equity, this.inUsdt(each)) : equity);
    }, '0');
  }

  /** Share of closed positions that brought something, four decimals. */
  winRate(filter: ProfitFilter): DecimalText {
    const closed = this.exchange.positions.closed().filter(({ symbol }) => this.counts(symbol, filter));
    const won = closed.filter(({ closeProfit, fees, holdFee }) => Number(add(subtract(closeProfit, fees), holdFee)) > 0);
    return closed.length === 0 ? '0' : divide(won.length, closed.length, 4);
  }

  /** A profit as a fraction of what there was before it, four decimals. */
  rate(profit: DecimalText, filter: ProfitFilter): DecimalText {
    const before = subtract(this.equity(filter), profit);
    return isZero(before) ? '0' : divide(profit, before, 4);
  }

  private rows(filter: ProfitFilter): readonly ProfitRow[] {
    const { deals, funding } = this.exchange;
    const fills = deals.all().map(({ order, profit, fee, atMs }) => ({ symbol: order.symbol, atMs, amount: subtract(profit, fee) }));
    const payments = funding.records().map((record) => ({ symbol: record.symbol, atMs: record.settleTimeMs, amount: record.funding }));
    return [...fills, ...payments]
      .filter(({ symbol, atMs }) => this.counts(symbol, filter) && atMs >= (filter.fromMs ?? 0) && atMs <= (filter.toMs ?? Infinity))
      .map((row) => this.written(row, filter));
  }

  private counts(symbol: string, { currency, symbol: wanted, kind }: ProfitFilter): boolean {
    const listing = this.exchange.listing(symbol);
    if (wanted !== undefined && symbol !== wanted) return false;
    if (currency !== undefined && listing.contract.settleCoin !== currency) return false;
    return kind === undefined || kind(listing);
  }

  private written({ symbol, atMs, amount }: ProfitRow & { readonly symbol: string }, { currency }: ProfitFilter): ProfitRow {
    if (currency !== undefined) return { atMs, amount };
    return { atMs, amount: multiply(amount, this.inUsdt(this.exchange.accounts.settleCoin(symbol))) };
  }

  /** Dollars count as USDT; a coin counts by the index of a contract on it, and for nothing where there is none. */
  private inUsdt(currency: string): DecimalText {
    if (currency === 'USDT' || currency === 'USDC') return '1';
    const listings = [...this.exchange.listings.values()].filter(({ contract }) => contract.baseCoin === currency);
    const priced = listings.find(({ contract }) => !isInverse(contract)) ?? listings[0];
    return priced?.indexPrice(this.exchange.nowSecond) ?? '0';
  }
}

function sum(rows: readonly ProfitRow[]): DecimalText {
  return rows.reduce<DecimalText>((total, { amount }) => add(total, amount), '0');
}
