import { type MarginChangeWord, marginChangeCodes, positionModeCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import { closeAllPositions, reversePosition } from '../exchange/position-closing';
import type { SimulatedPosition } from '../exchange/positions';
import { Refusal } from '../exchange/refusal';
import { RequestFields } from './request-fields';
import type { Route } from './routes';

/** Reference 5.3 and 5.6: margin, mode, and the ways out of positions. */
export const positionRoutes = {
  'change-position-mode': ({ exchange, body }) => {
    const mode = RequestFields.ofBody(body).word('positionMode', positionModeCodes, 600);
    const { orders, plans, tracks } = exchange;
    const working = orders.working().length + plans.waiting().length + tracks.live().length;
    const held = exchange.positions.all().length;
    if (working + held > 0) {
      throw new Refusal(2019, `position mode: found ${working} active orders and ${held} positions, expected none`);
    }
    exchange.changePositionMode(mode);
    return undefined;
  },

  'change-margin': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const position = readPosition(fields, exchange);
    exchange.margins.change(position, readMarginChange(fields.text('type')), fields.decimal('amount'), exchange);
    return undefined;
  },

  'change-auto-add-margin': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const isEnabled = fields.optionalFlag('isEnabled');
    if (isEnabled === undefined) throw new Refusal(600, 'isEnabled: missing');
    exchange.margins.changeAutoAdd(readPosition(fields, exchange), isEnabled, exchange.nowMs);
    return undefined;
  },

  'reverse-position': ({ exchange, body }) => {
    const fields = RequestFields.ofBody(body);
    const { symbol } = exchange.listing(fields.text('symbol')).contract;
    reversePosition(exchange, { symbol, positionId: fields.text('positionId'), vol: fields.decimal('vol') });
    return undefined;
  },

  'close-all-positions': ({ exchange }) => {
    closeAllPositions(exchange);
    return [];
  },
} as const satisfies Record<string, Route>;

function readPosition(fields: RequestFields, exchange: Exchange): SimulatedPosition {
  const positionId = fields.text('positionId');
  const position = exchange.positions.byPositionId(positionId);
  if (position === undefined) throw new Refusal(2009, `position ${positionId} does not exist or is closed`);
  return position;
}

function readMarginChange(type: string): MarginChangeWord {
  const word = marginChangeCodes.words.find((known) => marginChangeCodes.toCode(known) === type);
  if (word === undefined) throw new Refusal(600, `type: found ${JSON.stringify(type)}, expected ADD or SUB`);
  return word;
}
