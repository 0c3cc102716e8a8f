import { isZero } from '@prate/execution-interface/decimal';
import { backTypeCodes, openTypeCodes, positionModeCodes, sideCodes, trackStateCodes, trendCodes } from '@prate/mexc-protocol';
import type { TrackTerms } from '../exchange/track-order';
import { Refusal } from '../exchange/refusal';
import { pageOf, readPage, readTimeWindow } from './paging';
import { RequestFields, readDigits } from './request-fields';
import type { Route } from './routes';
import { trackView } from './track-view';

const MOST_ROWS = 100;

/** Reference 5.12: trailing orders. */
export const trackRoutes = {
  'create-track-order': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const request = {
      symbol: fields.text('symbol'),
      side: fields.word('side', sideCodes, 2001),
      leverage: fields.integer('leverage'),
      openType: fields.word('openType', openTypeCodes, 2002),
      positionMode: fields.word('positionMode', positionModeCodes, 600),
      isReduceOnly: fields.isTrue('reduceOnly'),
      ...readTerms(fields),
    };
    return exchange.tracks.place(request, exchange).trackOrderId;
  },

  'change-track-order': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const track = exchange.tracks.find(readDigits('trackOrderId', fields.text('trackOrderId')), fields.text('symbol'));
    exchange.tracks.change(track, readTerms(fields), exchange);
    return undefined;
  },

  // One where there is an id, those of a contract, or all (a reading of ours).
  'cancel-track-orders': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const symbol = fields.optionalText('symbol');
    const trackOrderId = fields.optionalText('trackOrderId');
    if (symbol !== undefined) exchange.listing(symbol);
    const tracks =
      trackOrderId === undefined
        ? exchange.tracks.live().filter(({ request }) => symbol === undefined || request.symbol === symbol)
        : [exchange.tracks.find(readDigits('trackOrderId', trackOrderId), symbol)];
    for (const track of tracks) exchange.tracks.cancel(track, exchange.nowMs);
    return undefined;
  },

  // The one list that pages by other names, and that wants to be told the states.
  'list-track-orders': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS, { num: 'pageIndex', size: 'pageSize' });
    const isWithin = readTimeWindow(query, exchange.nowMs);
    const symbol = query.optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    const side = query.optionalWord('side', sideCodes, 2001);
    const states = query.optionalWords('states', trackStateCodes, 600);
    if (states === undefined) throw new Refusal(600, 'states: missing');
    const rows = exchange.tracks
      .all()
      .filter(({ request }) => (symbol === undefined || request.symbol === symbol) && (side === undefined || request.side === side))
      .filter(({ state, createdAtMs }) => states.has(state) && isWithin(createdAtMs));
    return pageOf(rows.reverse(), page).map(trackView);
  },
} as const satisfies Record<string, Route>;

function readTerms(fields: RequestFields): TrackTerms {
  const activePrice = fields.optionalDecimal('activePrice');
  return {
    trend: fields.word('trend', trendCodes, 3001),
    backType: fields.word('backType', backTypeCodes, 600),
    backValue: fields.decimal('backValue'),
    vol: fields.decimal('vol'),
    ...(activePrice === undefined || isZero(activePrice) ? {} : { activePrice }),
  };
}
