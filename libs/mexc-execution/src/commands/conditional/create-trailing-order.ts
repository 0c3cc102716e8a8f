import {
  type CreateConditionalOutcome,
  type CreateTrailingOrder,
  type Denial,
  type SizeReading,
  type TrailingOrder,
  TriggerReference,
  positionSideOf,
  venueOrderId,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { type TrailingToSend, trailingToWire } from '../../to-wire-conditional';
import { carryOut } from '../carry-out';
import { denial } from '../denials';
import { InputCheck, SIZE_FIELDS } from '../input-check';
import { denyUnconnected } from '../not-connected';
import { ownId } from '../own-id';
import { findInstrument, sizeOrder } from '../size-order';
import { prepareConditional } from './prepare-conditional';
import { checkCallback, prepareTrailingTerms } from './prepare-trailing';
import { deniedConditional, settleCreated } from './settle-created';

const FIELDS = [
  ...['symbol', 'intentId', 'side', 'effect', ...SIZE_FIELDS, 'leverage', 'marginMode'],
  ...['callback', 'reference', 'activationPrice'],
];

/** A market order that follows the price and fires when it comes back (reference 5.12). */
export async function createTrailingOrder(
  context: ExecutionContext,
  raw: CreateTrailingOrder,
): Promise<CreateConditionalOutcome<TrailingOrder>> {
  const checked = check(raw);
  if ('denial' in checked) return deniedConditional(checked.denial);
  const { command } = checked;
  const id = ownId(context, command.intentId);
  const prepared = await prepare(context, command);
  if ('denial' in prepared) return deniedConditional(prepared.denial, id);
  const { trailing, size } = prepared;
  const result = await carryOut<string>(
    context,
    { kind: 'trailing', clientOrderId: id, symbol: command.symbol, command },
    {
      send: (_intent, last) =>
        context.rest.private.createTrackOrder(trailingToWire(trailing), trailing.exposure.effect === 'close' ? { lane: 'urgent' } : last),
      isOpening: trailing.exposure.effect === 'open',
      outcomeOf: (orderId) => ({ state: 'accepted', orderId: venueOrderId(orderId) }),
    },
  );
  return settleCreated(id, result, (orderId) => acceptedTrailing(orderId, { trailing, size }, context.clock.nowMs()));
}

async function prepare(
  context: ExecutionContext,
  command: CreateTrailingOrder,
): Promise<{ readonly trailing: TrailingToSend; readonly size: SizeReading } | { readonly denial: Denial }> {
  const { symbol, side, reference } = command;
  const unconnected = denyUnconnected(context, `trailing order of ${symbol}`);
  if (unconnected !== undefined) return { denial: unconnected };
  const found = await findInstrument(context, command);
  if ('denial' in found) return found;
  const { instrument } = found;
  const terms = prepareTrailingTerms(command, instrument);
  if ('denial' in terms) return terms;
  // What it places is a market order.
  const sized = await sizeOrder(context, { ...command, type: 'market' }, instrument);
  if ('denial' in sized) return sized;
  const { size } = sized;
  const exposed = await prepareConditional(context, command, { instrument, contracts: size.contracts });
  if ('denial' in exposed) return exposed;
  const { exposure, positionMode } = exposed;
  const { leverage } = exposure;
  if (leverage === undefined) {
    const message = `trailing order of ${symbol}: nothing was sent, because the leverage of the position could not be read, and the venue asks for it`;
    return { denial: denial('not-sent', message, { symbol, what: 'positions' }) };
  }
  const trailing = { symbol, side, contracts: size.contracts, ...terms, reference, positionMode, exposure: { ...exposure, leverage } };
  return { trailing, size };
}

function acceptedTrailing(id: string, { trailing, size }: { trailing: TrailingToSend; size: SizeReading }, nowMs: number): TrailingOrder {
  const { symbol, side, exposure, callback, reference, activationPrice } = trailing;
  return {
    kind: 'trailing',
    id,
    symbol,
    status: activationPrice === undefined ? 'active' : 'waiting',
    contracts: size.contracts,
    ...(size.quantity === undefined ? {} : { baseQuantity: size.quantity }),
    side,
    effect: exposure.effect,
    positionSide: positionSideOf(side, exposure.effect),
    leverage: exposure.leverage,
    marginMode: exposure.marginMode,
    callback,
    reference,
    ...(activationPrice === undefined ? {} : { activationPrice }),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

function check(raw: unknown): { readonly command: CreateTrailingOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('trailing order', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.ownId('intentId');
  look.side();
  look.size();
  look.exposure();
  checkCallback(look);
  look.word('reference', TriggerReference);
  look.optionalAmount('activationPrice');
  look.only(FIELDS);
  return look.result<CreateTrailingOrder>();
}
