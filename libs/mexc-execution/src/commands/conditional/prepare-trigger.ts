import { type Denial, type Instrument, type ReadTrigger, type Trigger, toTickPrice } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { gridDenial } from '../denials';
import { denyFiring } from '../fires-at-once';
import { tryReference } from '../prepare-protection';

/** A trigger on the tick and on the side of the market that does not fire at once; one of a close passes where nothing can be read. */
export async function prepareTrigger(
  context: ExecutionContext,
  trigger: Trigger,
  { instrument, isClosing }: { readonly instrument: Instrument; readonly isClosing: boolean },
): Promise<{ readonly trigger: ReadTrigger } | { readonly denial: Denial }> {
  const { symbol } = instrument;
  const { direction, reference } = trigger;
  const onTick = toTickPrice(trigger.price, instrument);
  if (!onTick.ok) return { denial: gridDenial(onTick.denial) };
  const at = await tryReference(context, symbol, reference);
  if (typeof at === 'object') {
    if (!isClosing) return at;
  } else {
    const reason = denyFiring(`trigger of ${symbol}`, { direction, price: onTick.price }, { at, reference });
    if (reason !== undefined) return { denial: reason };
  }
  return { trigger: { price: onTick.price, reference, direction } };
}
