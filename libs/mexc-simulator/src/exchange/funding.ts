import { type DecimalText, compare, isNegative, maximum, multiply, negate, subtract } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, PositionModeWord, PositionTypeWord } from '@prate/mexc-protocol';
import type { SimulatedContract } from '../simulated-contract';
import type { Accounts } from './accounts';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { positionValue } from './margin';
import { type SimulatedOrder, onlyCloses } from './order';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import type { SecondWatcher } from './second-watcher';

const REMEMBERED_RECORDS = 100_000;
const FIRST_RECORD_ID = 8_800_000_000;
/** Settlements fall on whole minutes; the other seconds are not asked about. */
const GRID_SECONDS = 60;

/** One payment of one position (reference 5.3). Received is positive. */
export interface FundingRecord {
  readonly id: string;
  readonly symbol: string;
  readonly positionId: string;
  readonly side: PositionTypeWord;
  /** Settle coin. */
  readonly positionValue: DecimalText;
  readonly funding: DecimalText;
  readonly rate: DecimalText;
  readonly settleTimeMs: number;
}

export interface FundingParts {
  readonly listings: ReadonlyMap<string, Listing>;
  readonly orders: Orders;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly tell: ExchangeListener;
  readonly positionMode: () => PositionModeWord;
  readonly end: (order: SimulatedOrder, reason: OrderReasonWord, atMs: number) => void;
}

/** What a position receives (less than 0: pays) at a settlement: longs pay value × rate to shorts (reference 9.10). */
export function fundingPayment(
  contract: SimulatedContract,
  holding: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly fairPrice: DecimalText; readonly rate: DecimalText },
): { readonly value: DecimalText; readonly funding: DecimalText } {
  const value = positionValue(contract, holding.vol, holding.fairPrice);
  const paidByLongs = multiply(value, holding.rate);
  return { value, funding: holding.side === 'long' ? negate(paidByLongs) : paidByLongs };
}

/** Pays funding to and from the positions that are open when a cycle ends. The newest 100,000 payments are remembered. */
export class Funding implements SecondWatcher {
  private remembered: FundingRecord[] = [];
  private count = 0;

  constructor(private readonly parts: FundingParts) {}

  /** Oldest first. */
  records(): readonly FundingRecord[] {
    return this.remembered.slice(-REMEMBERED_RECORDS);
  }

  isWatching(): boolean {
    return this.parts.positions.hasOpen();
  }

  look(second: number): void {
    if (second % GRID_SECONDS !== 0 || !this.isWatching()) return;
    for (const position of this.parts.positions.all()) {
      const listing = this.parts.listings.get(position.symbol) as Listing;
      if (listing.funding.isSettledAt(second)) this.settle(position, listing, second);
    }
  }

  /** Settles a contract out of turn, at the rate that stands. */
  settleNow(listing: Listing, second: number): void {
    for (const position of this.parts.positions.all()) {
      if (position.symbol === listing.contract.symbol) this.settle(position, listing, second);
    }
  }

  private settle(position: SimulatedPosition, listing: Listing, second: number): void {
    const { positions, accounts, tell } = this.parts;
    const { contract } = listing;
    const { settleCoin: currency } = contract;
    const rate = listing.funding.settledRate(second);
    const terms = { side: position.side, vol: position.holdVol, fairPrice: listing.fairPrice(second), rate };
    const { value, funding } = fundingPayment(contract, terms);
    const atMs = second * 1000;
    if (isNegative(funding)) this.freeBalanceFor(negate(funding), currency, second);
    const free = maximum(0, accounts.available(currency, second));
    // What the free balance does not cover comes out of the margin, a reading of ours.
    const fromMargin = maximum(0, subtract(negate(funding), free));
    accounts.book(currency, funding);
    positions.fund(position, { funding, fromMargin, atMs });
    this.remember(position, { positionValue: value, funding, rate, settleTimeMs: atMs });
    tell({ kind: 'position', position });
    tell({ kind: 'asset', currency });
  }

  /** In one-way mode opening orders give way, oldest first (reference 9.10). */
  private freeBalanceFor(payment: DecimalText, currency: string, second: number): void {
    const { orders, accounts, positionMode, end } = this.parts;
    if (positionMode() !== 'one-way') return;
    const opening = orders.working().filter((order) => !onlyCloses(order) && accounts.settleCoin(order.symbol) === currency);
    for (const order of opening) {
      if (compare(accounts.available(currency, second), payment) >= 0) return;
      end(order, 'funding-cancel', second * 1000);
    }
  }

  private remember(
    { symbol, positionId, side }: SimulatedPosition,
    payment: Omit<FundingRecord, 'id' | 'symbol' | 'positionId' | 'side'>,
  ): void {
    this.count += 1;
    this.remembered.push({ id: String(FIRST_RECORD_ID + this.count), symbol, positionId, side, ...payment });
    if (this.remembered.length >= 2 * REMEMBERED_RECORDS) this.remembered = this.remembered.slice(-REMEMBERED_RECORDS);
  }
}
