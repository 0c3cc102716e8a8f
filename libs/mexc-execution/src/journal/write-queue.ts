import { afterThisTurn } from './turn-timer';

/** So often what follows an order lets another order pass: nothing that was told waits without end. */
const MOST_PASSES = 16;

/**
 * One write at a time. What an order waits for goes first, in its own order; what only follows one is put off to the end of the turn, so that
 * whoever decides on an answer at once does not wait for that answer's commit.
 */
export class WriteQueue {
  private readonly first: (() => Promise<void>)[] = [];
  private readonly putOff: (() => Promise<void>)[] = [];
  private readonly waitingForEnd: (() => void)[] = [];
  private isAtWork = false;
  private isTurnAwaited = false;
  private passes = 0;

  /** `isPutOff`: nobody waits for it. @returns what `work` returns, when its turn has come */
  run<T>(work: () => Promise<T>, { isPutOff = false }: { readonly isPutOff?: boolean } = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      (isPutOff ? this.putOff : this.first).push(() => work().then(resolve, reject));
      this.next();
    });
  }

  /** Resolves when there is nothing left to do. */
  async drained(): Promise<void> {
    if (this.isDone()) return;
    await new Promise<void>((resolve) => this.waitingForEnd.push(resolve));
  }

  private next(): void {
    if (this.isAtWork) return;
    const mustFollow = this.putOff.length > 0 && this.passes >= MOST_PASSES;
    const job = mustFollow ? undefined : this.first.shift();
    if (job !== undefined) {
      if (this.putOff.length > 0) this.passes += 1;
      void this.begin(job);
    } else if (mustFollow) {
      this.beginPutOff();
    } else if (this.putOff.length > 0 && !this.isTurnAwaited) {
      this.isTurnAwaited = true;
      afterThisTurn(() => {
        this.isTurnAwaited = false;
        if (!this.isAtWork) this.beginPutOff();
      });
    }
  }

  private beginPutOff(): void {
    const job = this.putOff.shift();
    this.passes = 0;
    if (job !== undefined) void this.begin(job);
  }

  private async begin(job: () => Promise<void>): Promise<void> {
    this.isAtWork = true;
    await job();
    this.isAtWork = false;
    this.next();
    if (this.isDone()) for (const tell of this.waitingForEnd.splice(0)) tell();
  }

  private isDone(): boolean {
    return !this.isAtWork && this.first.length === 0 && this.putOff.length === 0;
  }
}
