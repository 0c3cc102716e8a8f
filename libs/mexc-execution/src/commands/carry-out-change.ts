import type { ChangeOutcome, IntentOutcome } from '@prate/execution-interface';
import type { CallOptions } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { carryOut } from './carry-out';
import { ownId } from './own-id';

const DONE: IntentOutcome = { state: 'done' };

/**
 * An intent of which nothing with an id of its own comes. After a lost answer `isAsAsked` reads whether things stand as they were asked for;
 * where they do not, or it throws, nobody knows: the request may still be on its way.
 */
export async function carryOutChange(
  context: ExecutionContext,
  intent: Omit<Parameters<typeof carryOut>[1], 'clientOrderId'>,
  {
    send,
    isOpening = false,
    isAsAsked,
  }: {
    readonly send: (last: Pick<CallOptions, 'lastLook'>) => Promise<unknown>;
    readonly isOpening?: boolean;
    readonly isAsAsked?: () => Promise<boolean>;
  },
): Promise<ChangeOutcome> {
  const result = await carryOut<true>(context, { ...intent, clientOrderId: ownId(context) } as Parameters<typeof carryOut>[1], {
    send: async (_intent, last) => {
      await send(last);
      return true;
    },
    isOpening,
    outcomeOf: () => DONE,
    ...(isAsAsked === undefined ? {} : { lookAgain: async () => ((await isAsAsked()) ? true : undefined) }),
  });
  return result.status === 'answered' ? { status: 'accepted' } : result;
}
