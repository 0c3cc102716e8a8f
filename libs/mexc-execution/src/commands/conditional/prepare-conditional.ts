import type { CreatePlanOrder, CreateTrailingOrder, DecimalText, Denial, Instrument, PositionMode } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import type { ClosingExposure, OpeningExposure } from '../../to-wire';
import { denyIfUnknown, denyWhileUnknown } from '../deny-while-unknown';
import { prepareClosing, prepareOpening } from '../prepare-exposure';

export type PreparedExposure = { readonly positionMode: PositionMode; readonly exposure: OpeningExposure | ClosingExposure };

/** As plain orders are: an opening stands on fresh state only, a close proves that there is something to close. */
export async function prepareConditional(
  context: ExecutionContext,
  command: CreatePlanOrder | CreateTrailingOrder,
  { instrument, contracts }: { readonly instrument: Instrument; readonly contracts: DecimalText },
): Promise<PreparedExposure | { readonly denial: Denial }> {
  if (command.effect === 'close') return prepareClosing(context, command, contracts);
  const stopped = await denyWhileUnknown(context, command.symbol);
  if (stopped !== undefined) return { denial: stopped };
  const exposed = await prepareOpening(context, command, instrument);
  const late = denyIfUnknown(context, command.symbol);
  return late === undefined ? exposed : { denial: late };
}
