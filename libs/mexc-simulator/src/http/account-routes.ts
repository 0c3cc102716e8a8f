import { openTypeCodes, positionModeCodes, positionTypeCodes } from '@prate/mexc-protocol';
import { Refusal } from '../exchange/refusal';
import { RequestFields } from './request-fields';
import type { Route } from './routes';
import { assetView, leverageView, positionView, riskLimitView } from './wire-text';

/** Reference 5.1 to 5.5: balances, positions, leverage. */
export const accountRoutes = {
  'get-assets': ({ exchange }) =>
    exchange.accounts.currencies().map((currency) => assetView(currency, exchange.accounts.balance(currency, exchange.nowSecond))),

  'get-asset': ({ exchange, path }) => {
    const currency = path['currency'] ?? '';
    if (!exchange.accounts.currencies().includes(currency)) throw new Refusal(4001, `currency: found ${currency}, which is not supported`);
    return assetView(currency, exchange.accounts.balance(currency, exchange.nowSecond));
  },

  'get-risk-limit': ({ exchange, rawQuery }) => {
    const symbol = RequestFields.ofQuery(rawQuery).optionalText('symbol');
    const listings = symbol === undefined ? [...exchange.listings.values()] : [exchange.listing(symbol)];
    return Object.fromEntries(
      listings.map((listing) => [
        listing.contract.symbol,
        exchange.leverages.settings(listing).map((setting) => riskLimitView(setting, listing, exchange.limits, exchange.nowSecond)),
      ]),
    );
  },

  'list-open-positions': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const symbol = query.optionalText('symbol');
    const positionId = query.optionalText('positionId');
    if (symbol !== undefined) exchange.listing(symbol);
    return exchange.positions
      .all()
      .filter((position) => symbol === undefined || position.symbol === symbol)
      .filter((position) => positionId === undefined || position.positionId === positionId)
      .map((position) => {
        const frozenVol = exchange.orders.frozenVol(position.symbol, position.side);
        return positionView(position, frozenVol, exchange.risks, exchange.nowSecond);
      });
  },

  'get-position-mode': ({ exchange }) => positionModeCodes.toCode(exchange.positionMode),

  'get-leverage': ({ exchange, rawQuery }) => {
    const listing = exchange.listing(RequestFields.ofQuery(rawQuery).text('symbol'));
    return exchange.leverages.settings(listing).map((setting) => leverageView(setting, listing, exchange.limits, exchange.nowSecond));
  },

  'change-leverage': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const leverage = fields.integer('leverage');
    const positionId = fields.optionalText('positionId');
    if (positionId !== undefined) {
      const position = exchange.positions.byPositionId(positionId);
      if (position === undefined) throw new Refusal(2009, `position ${positionId} does not exist or is closed`);
      exchange.changeLeverage(position.symbol, { side: position.side, openType: position.openType, leverage });
      return undefined;
    }
    const symbol = fields.text('symbol');
    const openType = fields.word('openType', openTypeCodes, 2002);
    const side = fields.word('positionType', positionTypeCodes, 2022);
    exchange.changeLeverage(symbol, { side, openType, leverage });
    return undefined;
  },
} as const satisfies Record<string, Route>;
