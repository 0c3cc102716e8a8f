import {
  type Denial,
  EVERY_SYMBOL,
  PositionMode,
  type PositionModeBlockers,
  type SetPositionMode,
  type SetPositionModeOutcome,
} from '@prate/execution-interface';
import { positionModeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { readPositionMode, readWirePositions } from '../../queries/read-account';
import { readPlanOrders, readTrailingOrders } from '../../queries/read-conditional-orders';
import { readOpenOrders } from '../../queries/read-orders';
import { carryOutChange } from '../carry-out-change';
import { denial, messageOf } from '../denials';
import { InputCheck } from '../input-check';
import { denyUnconnected } from '../not-connected';

/** Another position mode for the whole account. What the venue would refuse it for (reference 5.6) is counted first, and told. */
export async function setPositionMode(context: ExecutionContext, raw: SetPositionMode): Promise<SetPositionModeOutcome> {
  const look = InputCheck.of('setPositionMode', raw);
  if ('denial' in look) return denied(look.denial);
  look.word('positionMode', PositionMode);
  look.only(['positionMode']);
  const checked = look.result<SetPositionMode>();
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { positionMode } = command;
  const unconnected = denyUnconnected(context, 'setPositionMode');
  if (unconnected !== undefined) return denied(unconnected);
  let found: PositionMode;
  let by: PositionModeBlockers;
  try {
    found = await readPositionMode(context);
    if (found === positionMode) return { status: 'accepted' };
    by = await countBlockers(context);
  } catch (error) {
    return denied(denial('not-sent', `setPositionMode: nothing was sent, because the account could not be read: ${messageOf(error)}`));
  }
  if (by.orders + by.planOrders + by.positions > 0) return { status: 'blocked', positionMode: found, by };
  const outcome = await carryOutChange(
    context,
    { kind: 'position-mode', symbol: EVERY_SYMBOL, command },
    {
      send: () => context.rest.private.changePositionMode({ positionMode: positionModeCodes.toCode(positionMode) }),
      isAsAsked: async () => (await readPositionMode(context)) === positionMode,
    },
  );
  if (outcome.status === 'accepted') context.session.positionMode = positionMode;
  return outcome;
}

async function countBlockers(context: ExecutionContext): Promise<PositionModeBlockers> {
  const orders = await readOpenOrders(context);
  const plans = await readPlanOrders(context, { isWaiting: true });
  const trailing = await readTrailingOrders(context, { isWaiting: true });
  const positions = await readWirePositions(context);
  return { orders: orders.length, planOrders: plans.length + trailing.length, positions: positions.length };
}

function denied(reason: Denial): SetPositionModeOutcome {
  return { status: 'denied', denial: reason };
}
