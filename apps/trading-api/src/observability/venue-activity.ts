import type { Clock } from '@prate/execution-interface';

/** What the last call to the exchange showed. Fed by the hook of the REST client; any answer at all proves that it is reachable. */
export class VenueActivity {
  private last: { readonly hasAnswered: boolean; readonly atMs: number } | undefined;

  constructor(private readonly clock: Clock) {}

  observe({ outcome }: { readonly outcome: string }): void {
    // What was never sent shows nothing about the other side.
    if (outcome === 'not-sent') return;
    this.last = { hasAnswered: outcome !== 'transport-error', atMs: this.clock.nowMs() };
  }

  /** Whether the last call was answered, and how long ago; undefined before the first. */
  get lastCall(): { readonly hasAnswered: boolean; readonly ageMs: number } | undefined {
    return this.last && { hasAnswered: this.last.hasAnswered, ageMs: this.clock.nowMs() - this.last.atMs };
  }
}
