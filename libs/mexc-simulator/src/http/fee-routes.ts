import { type DecimalText, add, isZero } from '@prate/execution-interface/decimal';
import type { Exchange } from '../exchange/exchange';
import type { SimulatedDeal } from '../exchange/exchange-event';
import { Refusal } from '../exchange/refusal';
import { contractFeeView, feeRateView, legacyFeeRateView } from './fee-view';
import { pageOf, readPage, readTimeWindow } from './paging';
import { RequestFields, readDigits } from './request-fields';
import type { Route } from './routes';
import { bare } from './wire-text';

const MONTH_MS = 30 * 86_400_000;
const MOST_ROWS = 100;
const MOST_ASKED = 20;

/** Fees (reference 5.1, 5.2, 5.9). Nothing is deducted and nothing discounted here: the lists of such rules are empty. */
export const feeRoutes = {
  'get-tiered-fee-rate': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    return feeRateView(exchange, symbol === undefined ? undefined : exchange.listing(symbol));
  },

  'get-tiered-fee-rate-legacy': ({ exchange, rawQuery }) =>
    legacyFeeRateView(exchange, exchange.listing(RequestFields.ofQuery(rawQuery).text('symbol'))),

  'list-contract-fee-rates': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    const listings = symbol === undefined ? [...exchange.listings.values()] : [exchange.listing(symbol)];
    return listings.map(({ contract }) => contractFeeView(contract));
  },

  'get-zero-fee-rate': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    const listings = symbol === undefined ? [...exchange.listings.values()] : [exchange.listing(symbol)];
    const free = listings.filter(({ contract }) => isZero(contract.makerFeeRate) && isZero(contract.takerFeeRate));
    return { contracts: free.map(({ contract }) => ({ contractId: contract.contractId, ifHotTag: false })), hotRecs: [] };
  },

  'list-fee-deduct-configs': () => [],
  'get-discount-type': () => ({ useFeeDiscount: false, useFeeDeduct: false }),
  'list-fee-discount-configs': () => [],

  /** Of 30 days; coins are summed as they are, as nothing says in what the venue counts. */
  'get-order-deal-fee-total': ({ exchange }) => {
    const recent = exchange.deals.all().filter(({ atMs }) => atMs > exchange.nowMs - MONTH_MS);
    return { totalFee: bare(recent.reduce<DecimalText>((sum, { fee }) => add(sum, fee), '0')), saveFee: 0 };
  },

  'list-fee-details': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const { symbol } = exchange.listing(query.text('symbol')).contract;
    const page = readPage(query, MOST_ROWS);
    const asked = query
      .optionalText('ids')
      ?.split(',')
      .map((id) => readDigits('ids', id));
    if (asked !== undefined && asked.length > MOST_ASKED)
      throw new Refusal(2034, `ids: found ${asked.length}, expected at most ${MOST_ASKED}`);
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const rows = exchange.deals
      .all()
      .filter(({ order, atMs }) => order.symbol === symbol && isWithin(atMs))
      .filter(({ dealId }) => asked === undefined || asked.includes(dealId));
    return pageOf([...rows].reverse(), page).map((deal) => feeDetailView(deal, exchange));
  },
} as const satisfies Record<string, Route>;

/** What a fill's fee was paid with: money, and nothing else (`deductType` 0). The order's id is bare here (reference 3.4). */
function feeDetailView({ dealId, order, fee, atMs }: SimulatedDeal, exchange: Exchange): object {
  const feeCurrency = exchange.accounts.settleCoin(order.symbol);
  return {
    id: bare(dealId),
    orderId: bare(order.orderId),
    symbol: order.symbol,
    feeCurrency,
    fee: bare(fee),
    deductType: 0,
    timestamp: atMs,
  };
}
