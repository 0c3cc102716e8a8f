import { type DecimalText, compare } from '@prate/execution-interface/decimal';
import type { OrderCategoryWord, PositionModeWord, SideWord } from '@prate/mexc-protocol';
import type { Accounts } from './accounts';
import type { ExchangeListener, SimulatedDeal } from './exchange-event';
import type { Insurance } from './insurance';
import type { Listing } from './listing';
import { grossProfit } from './margin';
import type { SimulatedOrder } from './order';
import type { OrderIds } from './order-ids';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';

export interface SystemOrderParts {
  readonly listing: (symbol: string) => Listing;
  readonly orders: Orders;
  readonly positions: Positions;
  readonly accounts: Accounts;
  readonly insurance: Insurance;
  readonly ids: OrderIds;
  readonly tell: ExchangeListener;
  readonly positionMode: () => PositionModeWord;
}

interface SystemFill {
  readonly vol: DecimalText;
  readonly price: DecimalText;
  readonly atMs: number;
}

const closingSides: Readonly<Record<SimulatedPosition['side'], SideWord>> = { long: 'close-long', short: 'close-short' };

/** Orders that nobody of the account has sent: they are filled when they appear, in full and without a fee (reference 9.8). */
export class SystemOrders {
  constructor(private readonly parts: SystemOrderParts) {}

  /** Closes part or all of a position at a price. */
  close(position: SimulatedPosition, category: OrderCategoryWord, fill: SystemFill): void {
    const { listing, positions, accounts, tell } = this.parts;
    const { contract } = listing(position.symbol);
    const profit = positions.decrease(contract, position, { ...fill, fee: '0' });
    accounts.book(contract.settleCoin, profit);
    this.record(position, category, fill, profit);
    tell({ kind: 'position', position });
    tell({ kind: 'asset', currency: contract.settleCoin });
  }

  /**
   * Takes part or all of a position over at a price, which is what the account gets, and closes it at the fair price, which is the fund's
   * affair: two orders. What is taken over as a whole is in custody between them.
   */
  takeOver(position: SimulatedPosition, { vol, price, atMs }: SystemFill): void {
    const { listing, positions, accounts, insurance, tell } = this.parts;
    const { symbol, side } = position;
    const { contract } = listing(symbol);
    const fairPrice = listing(symbol).fairPrice(Math.floor(atMs / 1000));
    const isWhole = compare(vol, position.holdVol) === 0;
    const entryPrice = position.holdAvgPrice;
    insurance.book(symbol, grossProfit(contract, { side, vol, entryPrice: price, price: fairPrice }), atMs);
    if (isWhole) {
      const profit = grossProfit(contract, { side, vol, entryPrice, price });
      accounts.book(contract.settleCoin, profit);
      positions.takeIntoCustody(position, atMs);
      this.record(position, 'liquidation', { vol, price, atMs }, profit);
      tell({ kind: 'position', position });
      tell({ kind: 'asset', currency: contract.settleCoin });
      positions.decrease(contract, position, { vol, price, atMs, fee: '0' });
    } else {
      this.close(position, 'liquidation', { vol, price, atMs });
    }
    this.record(position, 'custody-close', { vol, price: fairPrice, atMs }, '0');
    if (isWhole) tell({ kind: 'position', position });
  }

  private record(position: SimulatedPosition, category: OrderCategoryWord, { vol, price, atMs }: SystemFill, profit: DecimalText): void {
    const { listing, orders, ids, tell, positionMode } = this.parts;
    const order: SimulatedOrder = {
      orderId: ids.nextOrderId(atMs),
      symbol: position.symbol,
      side: closingSides[position.side],
      type: 'market',
      category,
      openType: position.openType,
      positionMode: positionMode(),
      isReduceOnly: false,
      externalOid: '',
      leverage: position.leverage,
      price,
      priceTicks: listing(position.symbol).prices.toSteps(price),
      vol,
      createdAtMs: atMs,
      state: 'filled',
      reason: 'normal',
      positionId: position.positionId,
      dealVol: vol,
      dealAvgPrice: price,
      orderMargin: '0',
      takerFee: '0',
      makerFee: '0',
      profit,
      version: 1,
      updatedAtMs: atMs,
    };
    orders.add(order);
    tell({ kind: 'order', order });
    const { positionId } = position;
    const dealId = ids.nextDealId(atMs);
    const deal: SimulatedDeal = { dealId, order, positionId, vol, price, fee: '0', profit, role: 'taker', isSelf: false, atMs };
    tell({ kind: 'deal', deal });
  }
}
