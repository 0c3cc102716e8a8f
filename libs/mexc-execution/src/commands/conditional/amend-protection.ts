import {
  type AmendProtection,
  type ChangeOutcome,
  type DecimalText,
  type Denial,
  type PositionSide,
  type ReadProtectionLeg,
} from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { findConditionalOrder } from '../../queries/read-conditional-orders';
import { attachedLegsToWire, trendOf } from '../../to-wire';
import { carryOutChange } from '../carry-out-change';
import { denial } from '../denials';
import { findWorkingOrder } from '../find-working-order';
import { InputCheck } from '../input-check';
import { type PreparedLegs, prepareProtection } from '../prepare-protection';
import { findInstrument } from '../size-order';
import { findWaiting } from './find-waiting';

interface Target {
  /** The venue's id of now. */
  readonly id: string;
  readonly positionSide: PositionSide;
  readonly orderPrice?: DecimalText;
}

/**
 * Another protection for a working limit order, a waiting plan order or a stop order (reference 5.10, 5.11). What is left out goes: a stop
 * order without any leg would be none, and is cancelled by its own command.
 */
export async function amendProtection(context: ExecutionContext, raw: AmendProtection): Promise<ChangeOutcome> {
  const checked = check(raw);
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol } = command;
  const target = await findTarget(context, command);
  if ('denial' in target) return denied(target.denial);
  const listed = await findInstrument(context, { symbol, effect: 'close' });
  if ('denial' in listed) return denied(listed.denial);
  const { positionSide, orderPrice } = target;
  const legs = await prepareProtection(context, {
    legs: command,
    positionSide,
    instrument: listed.instrument,
    isGuarding: true,
    ...(orderPrice === undefined ? {} : { orderPrice }),
  });
  if ('denial' in legs) return denied(legs.denial);
  const { of } = command;
  return carryOutChange(
    context,
    { kind: 'amend-protection', symbol, command },
    {
      send: () => send(context, command, { id: target.id, legs }),
      // What travels with a working order is not among what is read of it, so a lost answer about that stays unknown.
      ...(of === 'order' ? {} : { isAsAsked: () => isAsAsked(context, { symbol, kind: of, id: target.id }, legs) }),
    },
  );
}

async function findTarget(context: ExecutionContext, { symbol, of, id }: AmendProtection): Promise<Target | { readonly denial: Denial }> {
  if (of === 'order') {
    const found = await findWorkingOrder(context, 'amendProtection', { symbol, orderId: id });
    if (found.status === 'denied') return found;
    if (found.status !== 'working') {
      return { denial: denial('input-invalid', `amendProtection of order ${id}: found ${found.status}, expected one that works`) };
    }
    const { orderId, positionSide, price, effect } = found.order;
    if (effect === 'close') {
      return { denial: denial('input-invalid', `amendProtection of order ${id}: found one that closes, expected one that opens`) };
    }
    return { id: orderId, positionSide, ...(price === undefined ? {} : { orderPrice: price }) };
  }
  const found = await findWaiting(context, 'amendProtection', { kind: of, symbol, id });
  if ('denial' in found) return found;
  const { order } = found;
  if (order.kind === 'stop') return { id, positionSide: order.positionSide };
  return { id, positionSide: order.positionSide, orderPrice: order.price ?? order.trigger.price };
}

function send(context: ExecutionContext, { symbol, of }: AmendProtection, { id, legs }: { id: string; legs: PreparedLegs }): Promise<void> {
  const { rest } = context;
  if (of === 'stop') return rest.private.changeStopOrder({ stopPlanOrderId: id, ...attachedLegsToWire(legs) }, { lane: 'urgent' });
  const { stopLoss, takeProfit } = legs;
  const replaced = {
    stopLossPrice: stopLoss?.price ?? null,
    takeProfitPrice: takeProfit?.price ?? null,
    ...(stopLoss === undefined ? {} : { lossTrend: trendOf(stopLoss.reference) }),
    ...(takeProfit === undefined ? {} : { profitTrend: trendOf(takeProfit.reference) }),
  };
  if (of === 'plan') return rest.private.changePlanOrderStop({ symbol, orderId: id, ...replaced }, { lane: 'urgent' });
  return rest.private.changeStopOfOrder({ orderId: id, ...replaced }, { lane: 'urgent' });
}

async function isAsAsked(
  context: ExecutionContext,
  id: { readonly kind: 'plan' | 'stop'; readonly symbol: string; readonly id: string },
  { takeProfit, stopLoss }: PreparedLegs,
): Promise<boolean> {
  const now = await findConditionalOrder(context, id);
  if (now === undefined || now.kind === 'trailing') return false;
  return isSameLeg(now.takeProfit, takeProfit) && isSameLeg(now.stopLoss, stopLoss);
}

function isSameLeg(stands: ReadProtectionLeg | undefined, asked: ReadProtectionLeg | undefined): boolean {
  return stands?.price === asked?.price && stands?.reference === asked?.reference;
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}

function check(raw: unknown): { readonly command: AmendProtection } | { readonly denial: Denial } {
  const look = InputCheck.of('amendProtection', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.word('of', { order: 'order', plan: 'plan', stop: 'stop' });
  look.text('id', 'an id');
  // The venue changes triggers only; limit prices of legs stay as they were placed.
  look.legs({ allowsLimit: false, needsOne: look.given['of'] === 'stop' });
  look.only(['symbol', 'of', 'id', 'takeProfit', 'stopLoss']);
  return look.result<AmendProtection>();
}
