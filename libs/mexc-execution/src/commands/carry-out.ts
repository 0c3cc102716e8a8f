import {
  type ClientOrderId,
  type Denial,
  DuplicateIntentError,
  type IntentOutcome,
  type OrderIntent,
  type Recorded,
} from '@prate/execution-interface';
import { type CallOptions, HeldBackError } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { type SettledFailure, settleFailure } from '../settle-outcome';
import { denial, messageOf } from './denials';
import { DepartureLook } from './departure-look';
import { SwitchLook } from './switch-look';

/** How one intent becomes one request. */
export interface Sending<Answer> {
  /** The only way to the wire, and it asks for the receipt of the journal. Called once, and hands on `last` with what it sends. */
  readonly send: (intent: Recorded<OrderIntent>, last: Pick<CallOptions, 'lastLook'>) => Promise<Answer>;
  readonly outcomeOf: (answer: Answer) => IntentOutcome;
  /** Whether it may add exposure: then the kill switch is looked at until it has left. */
  readonly isOpening?: boolean;
  /**
   * What a read proves after an answer was lost; `undefined` where it proves nothing. It may throw: then nothing is proven either. Reads
   * only: nothing is sent twice.
   */
  readonly lookAgain?: () => Promise<Answer | undefined>;
}

export type CarriedOut<Answer> = { readonly status: 'answered'; readonly answer: Answer } | SettledFailure;

type Unrecorded = OrderIntent extends infer One ? (One extends OrderIntent ? Omit<One, 'createdAtMs'> : never) : never;

/**
 * Recorded once, sent once, settled once: the way of every intent, whatever its kind. What stops it before the sending is a denial;
 * whatever happens after is what the answer proves.
 */
export async function carryOut<Answer>(
  context: ExecutionContext,
  unrecorded: Unrecorded & { readonly clientOrderId: ClientOrderId },
  { send, outcomeOf, isOpening = false, lookAgain }: Sending<Answer>,
): Promise<CarriedOut<Answer>> {
  const { clientOrderId: id, symbol, kind } = unrecorded;
  // The same id again at once, after a refusal: first what became of it before.
  await context.intents.written(id);
  const isOurs = context.intents.begin(id);
  let intent: Recorded<OrderIntent>;
  try {
    intent = await context.journal.record({ ...unrecorded, createdAtMs: context.clock.nowMs() } as OrderIntent);
  } catch (error) {
    // An id that is used twice may be under way at this moment, begun by somebody else.
    if (isOurs) context.intents.forget(id);
    return { status: 'denied', denial: notRecorded(id, error) };
  }
  const switchLook = isOpening && context.killSwitch !== undefined ? new SwitchLook(context, symbol) : undefined;
  await switchLook?.look();
  if (switchLook?.denial !== undefined) {
    await context.intents.end(id, symbol, { state: 'not-sent' });
    return { status: 'denied', denial: switchLook.denial };
  }
  const lastLook = new DepartureLook(context.clock, switchLook);
  let answer: Answer;
  try {
    answer = await context.session.heard(send(intent, { lastLook }));
    noteRequest(context, id, lastLook);
  } catch (error) {
    noteRequest(context, id, lastLook);
    const failure = failureOf(error, switchLook);
    const seen = failure.status === 'unknown' ? await tryAgain(lookAgain) : undefined;
    if (seen !== undefined) {
      await context.intents.end(id, symbol, outcomeOf(seen));
      return { status: 'answered', answer: seen };
    }
    if (kind === 'order' && failure.status === 'rejected') context.intents.endSoon(id, symbol, stateOf(failure));
    else await context.intents.end(id, symbol, stateOf(failure));
    return failure;
  }
  // Whoever waits for an order waits for the venue, not for the disk. Other kinds are told apart by what the journal says of each other.
  if (kind === 'order') context.intents.endSoon(id, symbol, outcomeOf(answer));
  else await context.intents.end(id, symbol, outcomeOf(answer));
  return { status: 'answered', answer };
}

/** Written with what is written anyway: no order waits for it, and where it cannot be kept the outcome after it cannot, either, which is told. */
function noteRequest({ journal }: ExecutionContext, id: ClientOrderId, { departedAtMs }: DepartureLook): void {
  if (departedAtMs !== undefined) journal.note(id, { what: 'request', sentAtMs: departedAtMs }).catch(() => undefined);
}

function failureOf(error: unknown, switchLook: SwitchLook | undefined): SettledFailure {
  const reason = error instanceof HeldBackError ? switchLook?.denial : undefined;
  return reason === undefined ? settleFailure(error) : { status: 'denied', denial: reason };
}

async function tryAgain<Answer>(lookAgain: Sending<Answer>['lookAgain']): Promise<Answer | undefined> {
  try {
    return await lookAgain?.();
  } catch {
    return undefined;
  }
}

function stateOf(failure: SettledFailure): IntentOutcome {
  if (failure.status === 'denied') return { state: 'not-sent' };
  return failure.status === 'rejected'
    ? { state: 'rejected', code: failure.rejection.code }
    : { state: 'unknown', code: failure.unknown.code };
}

function notRecorded(id: ClientOrderId, error: unknown): Denial {
  if (error instanceof DuplicateIntentError) {
    return denial('client-order-id-reused', error.message, { clientOrderId: id, state: error.entry.outcome.state });
  }
  return denial('journal-unavailable', `order ${id}: it could not be recorded, so it was not sent: ${messageOf(error)}`, {
    clientOrderId: id,
  });
}
