import type { Clock } from '../../clock';
import type { ClientOrderId } from '../../identifiers';

type State = 'sent' | 'accepted' | 'rejected' | 'unknown' | 'never-arrived';

/** How long a venue may hide what arrived: a reading that finds nothing proves something only afterwards. */
const HIDDEN_AT_MOST_MS = 5_000;

/** What became of every client order id. */
export class IntentBook {
  private readonly intents = new Map<ClientOrderId, { readonly symbol: string; readonly sentAtMs: number; state: State }>();

  onResolved: (id: ClientOrderId, resolution: 'found' | 'never-arrived') => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  /** Whether the id stands for an order, or may. */
  isTaken(id: ClientOrderId): boolean {
    const state = this.intents.get(id)?.state;
    return state === 'sent' || state === 'accepted' || state === 'unknown';
  }

  isUnknown(id: ClientOrderId): boolean {
    return this.intents.get(id)?.state === 'unknown';
  }

  send(id: ClientOrderId, symbol: string): void {
    this.intents.set(id, { symbol, sentAtMs: this.clock.nowMs(), state: 'sent' });
  }

  settle(id: ClientOrderId, state: Exclude<State, 'sent'>): void {
    const intent = this.intents.get(id);
    if (intent !== undefined) intent.state = state;
  }

  /** An unknown one was looked for: found, or long enough not found. */
  learn(id: string, isThere: boolean): void {
    const intent = this.intents.get(id as ClientOrderId);
    if (intent?.state !== 'unknown') return;
    if (!isThere && this.clock.nowMs() - intent.sentAtMs < HIDDEN_AT_MOST_MS) return;
    intent.state = isThere ? 'accepted' : 'never-arrived';
    this.onResolved(id as ClientOrderId, isThere ? 'found' : 'never-arrived');
  }

  unknown(symbol?: string): readonly ClientOrderId[] {
    return [...this.intents]
      .filter(([, row]) => row.state === 'unknown' && (symbol === undefined || row.symbol === symbol))
      .map(([id]) => id);
  }
}
