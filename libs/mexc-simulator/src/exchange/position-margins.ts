import { type DecimalText, add, compare, isPositive, minimum, subtract } from '@prate/execution-interface/decimal';
import type { MarginChangeWord } from '@prate/mexc-protocol';
import type { Accounts } from './accounts';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { grossProfit } from './margin';
import type { SimulatedPosition } from './positions';
import { Refusal } from './refusal';

/** Margin of a position moved by hand (reference 5.3). */
export class PositionMargins {
  constructor(
    private readonly listings: ReadonlyMap<string, Listing>,
    private readonly accounts: Accounts,
    private readonly tell: ExchangeListener,
  ) {}

  /**
   * Moves `amount` of settle coin between the free balance and an isolated position. What may go out is what exceeds the original
   * margin, less an unrealised loss.
   *
   * @throws {Refusal} 1004 no positive amount, 2002 not isolated, 2005 more than is free, 2018 more than may go out
   */
  change(position: SimulatedPosition, type: MarginChangeWord, amount: DecimalText, { nowMs }: { readonly nowMs: number }): void {
    const currency = this.accounts.settleCoin(position.symbol);
    const second = Math.floor(nowMs / 1000);
    if (!isPositive(amount)) throw new Refusal(1004, `amount: found ${amount}, expected more than 0`);
    if (position.openType !== 'isolated') throw new Refusal(2002, `openType: found ${position.openType}, expected an isolated position`);
    if (type === 'add') {
      const { available } = this.accounts.balance(currency, second);
      if (compare(amount, available) > 0) {
        throw new Refusal(2005, `insufficient balance: ${amount} ${currency} asked for, ${available} available`);
      }
      position.margin = add(position.margin, amount);
    } else {
      const removable = this.removable(position, second);
      if (compare(amount, removable) > 0) {
        throw new Refusal(2018, `amount: found ${amount} ${currency} to take out, expected at most ${removable}`);
      }
      position.margin = subtract(position.margin, amount);
    }
    this.touch(position, nowMs);
    this.tell({ kind: 'asset', currency });
  }

  changeAutoAdd(position: SimulatedPosition, isAutoAddMargin: boolean, nowMs: number): void {
    position.isAutoAddMargin = isAutoAddMargin;
    this.touch(position, nowMs);
  }

  private removable({ symbol, side, holdVol, holdAvgPrice, margin, originalMargin }: SimulatedPosition, second: number): DecimalText {
    const listing = this.listings.get(symbol) as Listing;
    const holding = { side, vol: holdVol, entryPrice: holdAvgPrice, price: listing.fairPrice(second) };
    return subtract(add(margin, minimum(0, grossProfit(listing.contract, holding))), originalMargin);
  }

  private touch(position: SimulatedPosition, nowMs: number): void {
    position.version += 1;
    position.updatedAtMs = nowMs;
    this.tell({ kind: 'position', position });
  }
}
