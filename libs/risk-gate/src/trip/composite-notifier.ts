import { inTime } from '../deadline-timer';
import { messageOf } from '../message-of';
import { type Notice, Notifier } from './notifier';

export interface CompositeNotifierOptions {
  readonly notifiers: Readonly<Record<string, Notifier>>;
  /** For each of them. Default 5,000 ms. */
  readonly deadlineMs?: number;
  /** One that failed or was too late. */
  readonly onProblem?: (problem: { readonly name: string; readonly message: string; readonly notice: Notice }) => void;
}

/** Tells several, side by side; each has its own deadline, and none keeps another from being told. */
export class CompositeNotifier extends Notifier {
  constructor(private readonly options: CompositeNotifierOptions) {
    super();
  }

  /** Never rejects. */
  async notify(notice: Notice): Promise<void> {
    const { notifiers, deadlineMs = 5_000 } = this.options;
    await Promise.all(
      Object.entries(notifiers).map(async ([name, notifier]) => {
        try {
          // Called inside, so that one which throws at once is a problem like any other.
          const told = await inTime((async () => notifier.notify(notice))(), deadlineMs);
          if (!told.isInTime) this.tell(name, `no answer within ${deadlineMs} ms`, notice);
        } catch (error) {
          this.tell(name, messageOf(error), notice);
        }
      }),
    );
  }

  private tell(name: string, message: string, notice: Notice): void {
    try {
      this.options.onProblem?.({ name, message, notice });
    } catch {
      // Whoever listens badly is not told, and stops nobody.
    }
  }
}
