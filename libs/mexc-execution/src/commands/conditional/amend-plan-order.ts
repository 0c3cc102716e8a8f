import { type AmendPlanOrder, type ChangeOutcome, type DecimalText, type Denial, toTickPrice } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { findConditionalOrder } from '../../queries/read-conditional-orders';
import { triggerToWire } from '../../to-wire-conditional';
import { carryOutChange } from '../carry-out-change';
import { gridDenial } from '../denials';
import { denyWhileUnknown } from '../deny-while-unknown';
import { InputCheck } from '../input-check';
import { findInstrument } from '../size-order';
import { findWaiting } from './find-waiting';
import { prepareTrigger } from './prepare-trigger';

/** Another trigger and price for a waiting plan order; its size and its protection stay. */
export async function amendPlanOrder(context: ExecutionContext, raw: AmendPlanOrder): Promise<ChangeOutcome> {
  const checked = check(raw);
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol, id, type } = command;
  const found = await findWaiting(context, 'amendPlanOrder', { kind: 'plan', symbol, id });
  if ('denial' in found) return denied(found.denial);
  const isClosing = found.order.effect === 'close';
  const listed = await findInstrument(context, { symbol, effect: 'close' });
  if ('denial' in listed) return denied(listed.denial);
  const { instrument } = listed;
  const triggered = await prepareTrigger(context, command.trigger, { instrument, isClosing });
  if ('denial' in triggered) return denied(triggered.denial);
  let price: DecimalText | undefined;
  if (command.type !== 'market') {
    const onTick = toTickPrice(command.price, instrument);
    if (!onTick.ok) return denied(gridDenial(onTick.denial));
    ({ price } = onTick);
  }
  const stopped = isClosing ? undefined : await denyWhileUnknown(context, symbol);
  if (stopped !== undefined) return denied(stopped);

  const { trigger } = triggered;
  return carryOutChange(
    context,
    { kind: 'amend-plan', symbol, command },
    {
      send: (last) => {
        const terms = triggerToWire({ trigger, type, ...(price === undefined ? {} : { price }) });
        return context.rest.private.changePlanOrderPrice({ symbol, orderId: id, ...terms }, last);
      },
      isOpening: !isClosing,
      isAsAsked: async () => {
        const now = await findConditionalOrder(context, { kind: 'plan', symbol, id });
        if (now?.kind !== 'plan') return false;
        const { trigger: stands } = now;
        const isTrigger =
          stands.price === trigger.price && stands.reference === trigger.reference && stands.direction === trigger.direction;
        return isTrigger && now.type === type && now.price === price;
      },
    },
  );
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}

function check(raw: unknown): { readonly command: AmendPlanOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('amendPlanOrder', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.text('id', 'an id of a plan order');
  look.trigger();
  look.pricing();
  look.only(['symbol', 'id', 'trigger', 'type', 'price']);
  return look.result<AmendPlanOrder>();
}
