import {
  type CreateConditionalOutcome,
  type CreateStopOrder,
  type DecimalText,
  type Denial,
  type Instrument,
  type StopOrder,
  decimal,
  positionId,
  toContracts,
  venueOrderId,
} from '@prate/execution-interface';
import { compare, multiply } from '@prate/execution-interface/decimal';
import { type WirePosition, positionStateCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { readMark } from '../../queries/read-account';
import { type StopToSend, stopToWire } from '../../to-wire-conditional';
import { carryOut } from '../carry-out';
import { denial, gridDenial, messageOf } from '../denials';
import { findPosition } from '../ensure-leverage';
import { InputCheck, SIZE_FIELDS } from '../input-check';
import { denyUnconnected } from '../not-connected';
import { ownId } from '../own-id';
import { prepareProtection } from '../prepare-protection';
import { findInstrument } from '../size-order';
import { deniedConditional, settleCreated } from './settle-created';

/**
 * Take profit, stop loss or both on an open position (reference 5.11). With the prices of one that waits, the venue answers the id of that one
 * and changes its size later. It guards: nothing but the position itself and the grid stands before it.
 */
export async function createStopOrder(context: ExecutionContext, raw: CreateStopOrder): Promise<CreateConditionalOutcome<StopOrder>> {
  const checked = check(raw);
  if ('denial' in checked) return deniedConditional(checked.denial);
  const { command } = checked;
  const id = ownId(context, command.intentId);
  const prepared = await prepare(context, command);
  if ('denial' in prepared) return deniedConditional(prepared.denial, id);
  const { stop, instrument } = prepared;
  const result = await carryOut<string>(
    context,
    { kind: 'stop', clientOrderId: id, symbol: command.symbol, command },
    {
      send: () => context.rest.private.createStopOrder(stopToWire(stop), { lane: 'urgent' }),
      outcomeOf: (orderId) => ({ state: 'accepted', orderId: venueOrderId(orderId) }),
    },
  );
  const nowMs = context.clock.nowMs();
  return settleCreated(id, result, (orderId) => ({
    kind: 'stop',
    id: orderId,
    symbol: command.symbol,
    status: 'waiting',
    contracts: stop.contracts,
    ...(instrument.kind === 'linear' ? { baseQuantity: multiply(stop.contracts, instrument.contractSize) } : {}),
    positionSide: command.positionSide,
    positionId: stop.positionId,
    isWholePosition: stop.isWholePosition,
    ...(stop.takeProfit === undefined ? {} : { takeProfit: stop.takeProfit }),
    ...(stop.stopLoss === undefined ? {} : { stopLoss: stop.stopLoss }),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  }));
}

async function prepare(
  context: ExecutionContext,
  command: CreateStopOrder,
): Promise<{ readonly stop: StopToSend; readonly instrument: Instrument } | { readonly denial: Denial }> {
  const { symbol, positionSide, isPriceProtected } = command;
  const unconnected = denyUnconnected(context, `stop order of ${symbol}`);
  if (unconnected !== undefined) return { denial: unconnected };
  const found = await findInstrument(context, { symbol, effect: 'close' });
  if ('denial' in found) return found;
  const { instrument } = found;
  let position: WirePosition | undefined;
  try {
    position = await findPosition(context, command);
  } catch (error) {
    return {
      denial: denial('not-sent', `stop order of ${symbol}: nothing was sent, because positions could not be read: ${messageOf(error)}`),
    };
  }
  if (position === undefined || positionStateCodes.toWord(position.state) !== 'holding') {
    const message = `stop order of ${symbol}: found no ${positionSide} position, expected one to protect`;
    return { denial: denial('position-not-found', message, { symbol, positionSide }) };
  }
  const contracts = await contractsOf(context, command, { instrument, held: decimal(position.holdVol) });
  if (typeof contracts === 'object') return contracts;
  const legs = await prepareProtection(context, { legs: command, positionSide, instrument, isGuarding: true });
  if ('denial' in legs) return legs;
  const stop: StopToSend = {
    positionId: positionId(position.positionId),
    contracts,
    isWholePosition: command.size === 'whole-position',
    ...legs,
    ...(isPriceProtected === undefined ? {} : { isPriceProtected }),
  };
  return { stop, instrument };
}

async function contractsOf(
  context: ExecutionContext,
  { symbol, positionSide, size }: CreateStopOrder,
  { instrument, held }: { readonly instrument: Instrument; readonly held: DecimalText },
): Promise<DecimalText | { readonly denial: Denial }> {
  if (size === 'whole-position') return held;
  let price: DecimalText | undefined;
  if (size.quoteQuantity !== undefined && instrument.kind === 'linear') {
    try {
      ({ price } = await readMark(context, symbol));
    } catch (error) {
      return { denial: denial('mark-unavailable', `quoteQuantity of ${symbol}: no fair price to convert it: ${messageOf(error)}`) };
    }
  }
  const sized = toContracts({ size, instrument, type: 'limit', ...(price === undefined ? {} : { price }) });
  if (!sized.ok) return { denial: gridDenial(sized.denial) };
  const { contracts } = sized.size;
  if (compare(contracts, held) <= 0) return contracts;
  const message = `stop order of ${symbol} ${positionSide}: found ${contracts} contracts, expected at most the ${held} that are held`;
  return { denial: denial('position-too-small', message, { symbol, positionSide, holding: held, asked: contracts }) };
}

function check(raw: unknown): { readonly command: CreateStopOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('stop order', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.ownId('intentId');
  look.positionSide();
  look.legs({ allowsLimit: true });
  if (look.given['size'] !== 'whole-position') {
    look.within('size', (size) => {
      size.size();
      size.only(SIZE_FIELDS);
    });
  }
  look.optionalFlag('isPriceProtected');
  look.only(['symbol', 'intentId', 'positionSide', 'takeProfit', 'stopLoss', 'size', 'isPriceProtected']);
  return look.result<CreateStopOrder>();
}
