import { compare, subtract } from '@prate/execution-interface/decimal';
import type { PositionModeWord, PositionTypeWord } from '@prate/mexc-protocol';
import { type OrderRequest, onlyCloses } from './order';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import { Refusal } from './refusal';
import { sideMeanings } from './sides';

export interface AccountView {
  readonly orders: Orders;
  readonly positions: Positions;
  readonly positionMode: PositionModeWord;
}

/** What the account's orders and positions demand of a new order (reference 9.5, 9.6). @throws {Refusal} */
export function checkAccountRules(request: OrderRequest, account: AccountView): void {
  if (request.isReduceOnly && account.positionMode === 'hedge') {
    throw new Refusal(600, 'reduceOnly: found true in hedge mode, expected it in one-way mode only');
  }
  if (onlyCloses(request)) checkClosing(request, account);
  else checkOpening(request, account);
}

/** The position a closing order, or the netting part of a one-way order, makes smaller. */
export function reducedSide(side: OrderRequest['side']): PositionTypeWord {
  return sideMeanings[side].direction === 'sell' ? 'long' : 'short';
}

function checkClosing(request: OrderRequest, { orders, positions, positionMode }: AccountView): void {
  const side = reducedSide(request.side);
  const position = positions.find(request.symbol, side);
  if (position === undefined) throw new Refusal(2009, `position: found no ${side} position of ${request.symbol} to close`);
  if (request.positionId !== undefined && request.positionId !== position.positionId) {
    throw new Refusal(2009, `position ${request.positionId} does not exist or is closed; the ${side} position is ${position.positionId}`);
  }
  const closable = subtract(position.holdVol, orders.frozenVol(request.symbol, side));
  // One-way accounts may ask for more: the order is clipped when it fills (reference 9.5).
  if (positionMode === 'hedge' && compare(request.vol, closable) > 0) {
    throw new Refusal(2008, `closable volume of ${request.symbol} ${side}: found ${request.vol} asked for, expected at most ${closable}`);
  }
}

function checkOpening(request: OrderRequest, { orders, positions }: AccountView): void {
  const side = sideMeanings[request.side].position;
  const position = positions.find(request.symbol, side);
  if (request.positionId !== undefined && request.positionId !== position?.positionId) refusePositionId(request, position);
  const others = [...(position === undefined ? [] : [position]), ...orders.openingTerms(request.symbol, side)];
  for (const other of others) {
    if (other.openType !== request.openType) {
      throw new Refusal(2027, `openType: found ${request.openType}, while ${request.symbol} ${side} is ${other.openType}`);
    }
    if (other.leverage !== request.leverage) {
      throw new Refusal(2021, `leverage: found ${request.leverage}, while ${request.symbol} ${side} has ${other.leverage}`);
    }
  }
}

function refusePositionId(request: OrderRequest, position: SimulatedPosition | undefined): never {
  if (position === undefined) throw new Refusal(2009, `position ${request.positionId} does not exist or is closed`);
  throw new Refusal(7004, `positionId: found ${request.positionId}, while the position to add to is ${position.positionId}`);
}
