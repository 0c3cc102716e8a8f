import {
  type CreateConditionalOutcome,
  type CreatePlanOrder,
  type Denial,
  type Instrument,
  type PlanOrder,
  type SizeReading,
  positionSideOf,
  venueOrderId,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { type PlanToSend, planToWire } from '../../to-wire-conditional';
import { carryOut } from '../carry-out';
import { InputCheck, SIZE_FIELDS } from '../input-check';
import { denyUnconnected } from '../not-connected';
import { ownId } from '../own-id';
import { prepareProtection } from '../prepare-protection';
import { findInstrument, sizeOrder } from '../size-order';
import { prepareConditional } from './prepare-conditional';
import { prepareTrigger } from './prepare-trigger';
import { deniedConditional, settleCreated } from './settle-created';

const HOUR_MS = 3_600_000;
const HOURS = { 'one-day': 24, 'seven-days': 168 } as const;
const FIELDS = [
  ...['symbol', 'intentId', 'side', 'effect', 'type', 'price', ...SIZE_FIELDS, 'leverage', 'marginMode'],
  ...['trigger', 'validFor', 'protection', 'isPriceProtected'],
];

/** An order that waits for a price (reference 5.10). The venue keeps no client id of it: the intent is in the journal alone. */
export async function createPlanOrder(context: ExecutionContext, raw: CreatePlanOrder): Promise<CreateConditionalOutcome<PlanOrder>> {
  const checked = check(raw);
  if ('denial' in checked) return deniedConditional(checked.denial);
  const { command } = checked;
  const id = ownId(context, command.intentId);
  const prepared = await prepare(context, command);
  if ('denial' in prepared) return deniedConditional(prepared.denial, id);
  const { plan, size } = prepared;
  const result = await carryOut<string>(
    context,
    { kind: 'plan', clientOrderId: id, symbol: command.symbol, command },
    {
      send: (_intent, last) =>
        context.rest.private.createPlanOrder(planToWire(plan), plan.exposure.effect === 'close' ? { lane: 'urgent' } : last),
      isOpening: plan.exposure.effect === 'open',
      outcomeOf: (orderId) => ({ state: 'accepted', orderId: venueOrderId(orderId) }),
    },
  );
  return settleCreated(id, result, (orderId) => acceptedPlan(orderId, { plan, size }, context.clock.nowMs()));
}

async function prepare(
  context: ExecutionContext,
  command: CreatePlanOrder,
): Promise<{ readonly plan: PlanToSend; readonly size: SizeReading } | { readonly denial: Denial }> {
  const { symbol, side, type, validFor, isPriceProtected } = command;
  const unconnected = denyUnconnected(context, `plan order of ${symbol}`);
  if (unconnected !== undefined) return { denial: unconnected };
  const found = await findInstrument(context, command);
  if ('denial' in found) return found;
  const { instrument } = found;
  const triggered = await prepareTrigger(context, command.trigger, { instrument, isClosing: command.effect === 'close' });
  if ('denial' in triggered) return triggered;
  const sized = await sizeOrder(context, command, instrument);
  if ('denial' in sized) return sized;
  const legs = await prepareLegs(context, command, { instrument, entryPrice: sized.price ?? triggered.trigger.price });
  if (legs !== undefined && 'denial' in legs) return legs;
  const exposed = await prepareConditional(context, command, { instrument, contracts: sized.size.contracts });
  if ('denial' in exposed) return exposed;
  const plan: PlanToSend = {
    symbol,
    side,
    type,
    contracts: sized.size.contracts,
    ...(sized.price === undefined ? {} : { price: sized.price }),
    ...triggered,
    validFor,
    ...exposed,
    ...(legs === undefined ? {} : { legs }),
    ...(isPriceProtected === undefined ? {} : { isPriceProtected }),
  };
  return { plan, size: sized.size };
}

/** The position will be opened at the plan's own price, or about its trigger. */
async function prepareLegs(
  context: ExecutionContext,
  { side, protection }: CreatePlanOrder,
  { instrument, entryPrice }: { readonly instrument: Instrument; readonly entryPrice: `${number}` },
) {
  if (protection === undefined) return undefined;
  return prepareProtection(context, { legs: protection, positionSide: positionSideOf(side, 'open'), instrument, orderPrice: entryPrice });
}

function acceptedPlan(id: string, { plan, size }: { plan: PlanToSend; size: SizeReading }, nowMs: number): PlanOrder {
  const { symbol, side, exposure, trigger, type, price, legs } = plan;
  return {
    kind: 'plan',
    id,
    symbol,
    status: 'waiting',
    contracts: size.contracts,
    ...(size.quantity === undefined ? {} : { baseQuantity: size.quantity }),
    side,
    effect: exposure.effect,
    positionSide: positionSideOf(side, exposure.effect),
    leverage: exposure.leverage ?? 0,
    marginMode: exposure.marginMode,
    trigger,
    type,
    ...(price === undefined ? {} : { price }),
    ...legs,
    expiresAtMs: nowMs + HOURS[plan.validFor] * HOUR_MS,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

function check(raw: unknown): { readonly command: CreatePlanOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('plan order', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.ownId('intentId');
  look.side();
  look.pricing();
  look.size();
  look.exposure();
  look.trigger();
  look.word('validFor', { day: 'one-day', week: 'seven-days' });
  look.optionalFlag('isPriceProtected');
  if (look.given['effect'] === 'close') look.none('protection', 'a close protects nothing');
  else look.protection();
  look.only(FIELDS);
  return look.result<CreatePlanOrder>();
}
