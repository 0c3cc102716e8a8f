import type { ClientOrderId, IntentOutcome, JournalEntry, JournalNote } from '@prate/execution-interface';
import { messageOf } from '../commands/denials';
import { AbsenceProof } from './absence-proof';
import { lookForChange } from './resolve-change';
import { lookForConditional } from './resolve-conditional';
import { lookForOrder } from './resolve-order';
import type { Looked, ResolverContext } from './resolver-context';

/** After an answer was lost the venue is given this long before it is asked first (reference 9.14). */
const FIRST_LOOK_AFTER_MS = 1_000;
/** Between one look and the next; the last one goes on. */
const PAUSES_MS = [2_000, 3_000, 3_000, 5_000, 5_000, 5_000, 10_000, 30_000];
/** After a look that could not see, and as much longer with each more of them in a row. */
const BLIND_PAUSE_MS = 2_000;
const LONGEST_BLIND_PAUSE_MS = 10_000;
/** Between looks that wait for a receive window to close. */
const SHORTEST_PAUSE_MS = 1_000;

interface Search {
  nextAtMs: number;
  looks: number;
  /** Looks in a row that could not see. */
  blindLooks: number;
  /** Of looks in a row, on a healthy connection, without a sign of it. */
  readonly proof: AbsenceProof;
  /** What all of them since then would settle to. */
  unlessMore?: IntentOutcome;
}

export interface IntentResolverOptions extends ResolverContext {
  /** Whether what is read now is what the venue knows now. */
  readonly isConnectionHealthy: () => boolean;
}

/**
 * Looks for what became of intents of which nobody knows, until that is known: found, proven never to have arrived, or handed to a person.
 * Nothing is ever sent by it.
 */
export class IntentResolver {
  private readonly searches = new Map<ClientOrderId, Search>();
  /** A person's now. */
  private readonly handedOver = new Set<ClientOrderId>();

  constructor(private readonly options: IntentResolverOptions) {}

  /** When there is something to do next, ms since the epoch. */
  get nextAtMs(): number | undefined {
    this.align();
    const times = [...this.searches.values()].map(({ nextAtMs }) => nextAtMs);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** One that became unknown just now: what the stream has told of it settles it at once. */
  async wake(id: ClientOrderId): Promise<void> {
    // Sent once more after a person's word: a story of its own.
    this.handedOver.delete(id);
    const tracked = this.options.state.orders.byClientId(id);
    if (tracked === undefined) {
      if (!this.searches.has(id)) this.search(id, { mayLeaveYet: false });
      return;
    }
    await this.settle(id, { outcome: { state: 'accepted', orderId: tracked.orderId }, evidence: 'stream', found: [tracked.orderId] });
  }

  /** Looks for those whose time has come. Never throws: what could not be read is tried again. */
  async run(): Promise<void> {
    this.align();
    const nowMs = this.now();
    for (const [id, search] of this.searches) {
      // Time may have been set back: nobody waits longer than a pause.
      if (search.nextAtMs <= nowMs || search.nextAtMs > nowMs + Math.max(...PAUSES_MS)) await this.look(id, search);
    }
  }

  private async look(id: ClientOrderId, search: Search): Promise<void> {
    search.looks += 1;
    search.nextAtMs = this.now() + (PAUSES_MS[search.looks - 1] ?? (PAUSES_MS.at(-1) as number));
    const blindBefore = search.blindLooks;
    search.blindLooks = 0;
    try {
      const entry = await this.options.context.journal.get(id);
      if (entry === undefined || entry.outcome.state === 'needs-operator') return this.handOver(id);
      if (entry.outcome.state === 'accepted' || entry.outcome.state === 'done')
        return await this.settle(id, { outcome: entry.outcome, evidence: 'stream', found: [] });
      const wasHealthy = this.options.isConnectionHealthy();
      search.proof.begin(this.now(), await this.options.reader.serverTime());
      const looked = await this.lookFor(entry);
      if (!this.options.context.intents.isUnknown(id)) {
        // By what was read, or the stream was quicker.
        if (looked.outcome !== undefined) await this.note(id, looked);
        return void this.searches.delete(id);
      }
      if (looked.outcome !== undefined) return await this.settle(id, looked);
      const isHealthy = wasHealthy && this.options.isConnectionHealthy();
      await this.count(id, search, looked, isHealthy);
      if (!isHealthy) this.wasBlind(search, blindBefore);
    } catch (error) {
      this.wasBlind(search, blindBefore);
      await this.note(id, { evidence: 'client-id', found: [] }, `could not be read: ${messageOf(error)}`);
    }
  }

  /** It does not count, and the row of empty ones begins anew, soon. */
  private wasBlind(search: Search, blindBefore: number): void {
    search.proof.startAgain();
    search.looks = 0;
    search.blindLooks = blindBefore + 1;
    search.nextAtMs = this.now() + Math.min(BLIND_PAUSE_MS * search.blindLooks, LONGEST_BLIND_PAUSE_MS);
  }

  private lookFor(entry: JournalEntry): Promise<Looked> {
    const { intent } = entry;
    switch (intent.kind) {
      case 'order':
        return lookForOrder(this.options, intent);
      case 'plan':
      case 'stop':
      case 'trailing':
        return lookForConditional(this.options, intent);
      default:
        return lookForChange(this.options, intent);
    }
  }

  private async count(id: ClientOrderId, search: Search, looked: Looked, isHealthy: boolean): Promise<void> {
    await this.note(id, looked);
    const isSameAsBefore = JSON.stringify(search.unlessMore) === JSON.stringify(looked.unlessMore);
    if (!isHealthy || looked.isInconclusive === true || !isSameAsBefore) search.proof.startAgain();
    if (looked.unlessMore === undefined) delete search.unlessMore;
    else search.unlessMore = looked.unlessMore;
    if (!isHealthy || looked.isInconclusive === true) return;
    if (!search.proof.noteEmpty(this.now())) {
      const { remainingMs } = search.proof;
      if (remainingMs > 0) search.nextAtMs = Math.min(search.nextAtMs, this.now() + Math.max(remainingMs, SHORTEST_PAUSE_MS));
      return;
    }
    await this.settle(id, { ...looked, outcome: looked.unlessMore ?? { state: 'never-arrived' } }, { isNoted: true });
  }

  private async settle(id: ClientOrderId, looked: Looked, { isNoted = false }: { readonly isNoted?: boolean } = {}): Promise<void> {
    const { intents, amended } = this.options.context;
    if (looked.outcome === undefined || !intents.isUnknown(id)) return;
    if (!isNoted) await this.note(id, looked);
    await intents.resolve(id, looked.outcome);
    if (looked.formerOrderId !== undefined && looked.outcome.state === 'accepted')
      amended.remember(looked.formerOrderId, looked.outcome.orderId);
    if (looked.outcome.state === 'needs-operator') this.handOver(id);
    this.searches.delete(id);
  }

  private handOver(id: ClientOrderId): void {
    this.searches.delete(id);
    this.handedOver.add(id);
  }

  /** A story that cannot be kept does not stop the search. */
  private async note(id: ClientOrderId, { evidence, found }: Pick<Looked, 'evidence' | 'found'>, message?: string): Promise<void> {
    const note: JournalNote = { what: 'resolution', evidence, found, ...(message === undefined ? {} : { message }) };
    try {
      await this.options.context.journal.note(id, note);
    } catch {
      // Settling needs the same journal, and says so if it cannot.
    }
  }

  /** A search for each that is unknown, and for nothing else. */
  private align(): void {
    const unknown = new Set(this.options.context.intents.unknownIds());
    for (const id of this.searches.keys()) if (!unknown.has(id)) this.searches.delete(id);
    for (const id of this.handedOver) if (!unknown.has(id)) this.handedOver.delete(id);
    for (const id of unknown) {
      if (!this.searches.has(id) && !this.handedOver.has(id)) this.search(id, { mayLeaveYet: this.options.context.journal.isShared });
    }
  }

  private search(id: ClientOrderId, { mayLeaveYet }: { readonly mayLeaveYet: boolean }): void {
    const nowMs = this.now();
    const proof = new AbsenceProof(nowMs, { receiveWindowMs: this.options.context.rest.receiveWindowMs, mayLeaveYet });
    this.searches.set(id, { nextAtMs: nowMs + FIRST_LOOK_AFTER_MS, looks: 0, blindLooks: 0, proof });
  }

  private now(): number {
    return this.options.context.clock.nowMs();
  }
}
