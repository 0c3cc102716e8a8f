import { systemTimer, type Timer } from '../system-timer';
import { tellHook } from '../transport/tell-hook';

export interface SharedAnswersOptions {
  /**
   * Told when the store does not answer as expected. Until it does again, this process counts by itself: a cancel must not wait for a count,
   * and the venue's own refusals (510) slow down what is then too much.
   */
  readonly onFailure?: (error: unknown) => void;
  /** How long an answer is waited for; as long the store is left alone after it kept silent. ms, default 1,000. */
  readonly answerWithinMs?: number;
}

const DEFAULT_ANSWER_WITHIN_MS = 1_000;

/** Asks a store outside this process, and goes on without it when it fails, keeps silent, or answers in another form. */
export class SharedAnswers {
  #leftAloneUntilMs = Number.NEGATIVE_INFINITY;

  constructor(
    /** Of the store, for people. */
    private readonly name: string,
    private readonly options: SharedAnswersOptions,
    private readonly timer: Timer = systemTimer,
  ) {}

  /** @returns `undefined` without an answer that counts; `onFailure` is told why */
  async ask<Answer>(question: () => Promise<unknown>, isExpected: (answer: unknown) => answer is Answer): Promise<Answer | undefined> {
    if (this.timer.nowMs() < this.#leftAloneUntilMs) return undefined;
    try {
      const answer = await this.#inTime(question);
      if (isExpected(answer)) return answer;
      throw new TypeError(`${this.name}: found ${JSON.stringify(answer)}, expected another form of answer`);
    } catch (error) {
      tellHook('onFailure', this.options.onFailure, error, `a question of ${this.name}`);
      return undefined;
    }
  }

  async #inTime(question: () => Promise<unknown>): Promise<unknown> {
    const { answerWithinMs = DEFAULT_ANSWER_WITHIN_MS } = this.options;
    let alarm: { cancel(): void } | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      alarm = this.timer.after(answerWithinMs, () => {
        this.#leftAloneUntilMs = this.timer.nowMs() + answerWithinMs;
        reject(new Error(`${this.name}: found no answer in ${answerWithinMs} ms, expected one`));
      });
    });
    return Promise.race([question(), silence]).finally(() => alarm?.cancel());
  }
}
