import { type DecimalText, compare, maximum, subtract } from '@prate/execution-interface/decimal';
import type { OrderReasonWord, OrderStateWord } from '@prate/mexc-protocol';
import { checkAccountRules, reducedSide } from './account-rules';
import { checkAttachedStops } from './attached-stops';
import { bboPrice, ceilingVol, priceGuard } from './book-limits';
import { quote, sweepsAtMarket } from './book-reach';
import { checkContractRules } from './contract-rules';
import type { Exchange } from './exchange';
import type { Listing } from './listing';
import { orderMargin } from './margin';
import { type OrderRequest, type SimulatedOrder, onlyCloses } from './order';
import type { OrderIds } from './order-ids';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

/** Decides whether a request becomes an order, and what that order holds of the balance. */
export class OrderAdmission {
  constructor(
    private readonly exchange: Exchange,
    private readonly ids: OrderIds,
  ) {}

  /** An order that may be placed; nothing has happened yet. @throws {Refusal} */
  admit(asked: OrderRequest): SimulatedOrder {
    const listing = this.exchange.listing(asked.symbol);
    const { nowSecond } = this.exchange;
    listing.book.advance(this.exchange.nowMs);
    const price = bboPrice(listing, asked) ?? asked.price;
    const request: OrderRequest = price === asked.price ? asked : { ...asked, price };
    checkContractRules(listing, request, nowSecond);
    const { orders, fate } = this.exchange;
    if (fate.onDuplicate !== 'second-order' && orders.getByExternalOid(request.symbol, request.externalOid) !== undefined) {
      throw new Refusal(603, `externalOid: ${request.externalOid} of ${request.symbol} was used before`);
    }
    if (request.positionMode !== undefined && request.positionMode !== this.exchange.positionMode) {
      return this.newOrder(request, listing, { state: 'invalid', reason: 'position-mode-not-match' });
    }
    checkAccountRules(request, this.exchange);
    this.exchange.limits.check(request, listing, this.exchange);
    checkAttachedStops(listing, request, nowSecond);
    const order = this.sized(this.newOrder(request, listing, { state: 'working', reason: 'normal' }), request, listing);
    order.orderMargin = this.marginFor(order, listing);
    this.checkFunds(listing, order.orderMargin);
    return order;
  }

  /**
   * Margin for the part that opens, at the price it would get now; what would rest needs it at its limit, so then the larger one counts.
   * A one-way order nets against the opposite position first.
   */
  private marginFor(order: SimulatedOrder, listing: Listing): DecimalText {
    if (onlyCloses(order)) return '0';
    const netted =
      this.exchange.positionMode === 'one-way'
        ? (this.exchange.positions.find(order.symbol, reducedSide(order.side))?.holdVol ?? '0')
        : '0';
    const opens = netted === '0' ? order.vol : maximum(0, subtract(order.vol, netted));
    if (opens === '0') return '0';
    const at = (price: DecimalText): DecimalText => orderMargin(listing.contract, opens, price, order.leverage);
    const { lots, averagePrice } = quote(order, listing);
    if (lots === 0)
      return at(sweepsAtMarket(order) ? listing.takerPrice(sideMeanings[order.side].direction, this.exchange.nowSecond) : order.price);
    return sweepsAtMarket(order) || listing.lots.toText(lots) === order.vol ? at(averagePrice) : maximum(at(averagePrice), at(order.price));
  }

  /** With `marketCeiling` the size is what the free balance carries, not what was asked for. @throws {Refusal} 2005 */
  private sized(order: SimulatedOrder, { isMarketCeiling }: OrderRequest, listing: Listing): SimulatedOrder {
    if (isMarketCeiling !== true) return order;
    const { settleCoin, minVol } = listing.contract;
    const available = this.exchange.accounts.available(settleCoin, this.exchange.nowSecond);
    const vol = ceilingVol(listing, available, (each) => this.marginFor({ ...order, vol: each }, listing));
    if (compare(vol, minVol) < 0)
      throw new Refusal(2005, `insufficient balance: ${available} ${settleCoin} carry less than ${minVol} contracts`);
    return { ...order, vol };
  }

  private checkFunds({ contract }: Listing, needed: DecimalText): void {
    if (needed === '0') return;
    const available = this.exchange.accounts.available(contract.settleCoin, this.exchange.nowSecond);
    if (compare(needed, available) > 0) {
      throw new Refusal(2005, `insufficient balance: ${needed} ${contract.settleCoin} needed, ${available} available`);
    }
  }

  private newOrder(
    request: OrderRequest,
    listing: Listing,
    { state, reason }: { readonly state: OrderStateWord; readonly reason: OrderReasonWord },
  ): SimulatedOrder {
    const { nowMs } = this.exchange;
    const price = sweepsAtMarket(request) ? priceGuard(listing, request.side, this.exchange.nowSecond) : (request.price as DecimalText);
    return {
      orderId: this.ids.nextOrderId(nowMs),
      symbol: request.symbol,
      side: request.side,
      type: request.type,
      category: 'normal',
      openType: request.openType,
      positionMode: request.positionMode ?? this.exchange.positionMode,
      isReduceOnly: request.isReduceOnly,
      externalOid: request.externalOid,
      leverage: onlyCloses(request) ? 0 : (request.leverage as number),
      price,
      priceTicks: listing.prices.toSteps(price),
      vol: request.vol,
      createdAtMs: nowMs,
      bboType: request.bboType,
      stpMode: request.stpMode,
      stops: request.stops,
      state,
      reason,
      positionId: '0',
      dealVol: '0',
      dealAvgPrice: '0',
      orderMargin: '0',
      takerFee: '0',
      makerFee: '0',
      profit: '0',
      version: 1,
      updatedAtMs: nowMs,
    };
  }
}
