import { InvalidRequestError, type Issue } from '../errors';
import type { Timer } from '../system-timer';
import { tellHook } from '../transport/tell-hook';
import type { LeaseState } from './lease-state';
import type { LeaseGrant, LeaseStore } from './lease-store';
import { createLeaseTimer } from './lease-timer';

export interface SenderLeaseOptions {
  readonly store: LeaseStore;
  /** Whose orders it is about: the same text in all processes of this account. */
  readonly account: string;
  /** What people call this process. Two that are called the same are still two. */
  readonly owner: string;
  /** How long others wait after the last sign of life; ms, default 10,000. */
  readonly ttlMs?: number;
  /** How long before its end the holder stops sending: for requests on their way and for clocks that differ; ms, default 2,000. */
  readonly marginMs?: number;
  readonly timer?: Timer;
  /** Told when an answer or a look at the time has shown that the lease was got or lost. */
  readonly onChange?: (isHeld: boolean) => void;
  /** Told when the store gave no answer in time. Until its time is over the lease stays. */
  readonly onFailure?: (error: unknown) => void;
}

const DEFAULT_TTL_MS = 10_000;
const DEFAULT_MARGIN_MS = 2_000;

/** The store did not answer within the time of the lease. Whether it did what was asked is open; the next question tells. */
export class LeaseStoreSilentError extends Error {
  override readonly name = 'LeaseStoreSilentError';
}

/**
 * The right to send orders of one account, which one process has at a time.
 *
 * The holder believes in it until (time of *asking* + `ttlMs` − `marginMs`), by its own steady clock. The store counts `ttlMs` from when the
 * question arrived, which is later: so belief ends before the store gives the lease to another, however long the answer took and however
 * long this process slept meanwhile.
 */
export class SenderLease implements LeaseState {
  readonly account: string;
  readonly owner: string;
  readonly #options: SenderLeaseOptions;
  readonly #timer: Timer;
  readonly #ttlMs: number;
  readonly #marginMs: number;
  readonly #holder: string;
  #grant: LeaseGrant | undefined;
  #believesUntilMs = Number.NEGATIVE_INFINITY;
  /** Answers to questions from before a release count no more. */
  #era = 0;
  #wasHeld = false;
  #round: object | undefined;
  #alarm: { cancel(): void } | undefined;

  /** @throws {InvalidRequestError} naming every option that makes no sense */
  constructor(options: SenderLeaseOptions) {
    const { account, owner, ttlMs = DEFAULT_TTL_MS, marginMs = DEFAULT_MARGIN_MS, timer = createLeaseTimer() } = options;
    const issues = issuesOf(account, owner, ttlMs, marginMs);
    if (issues.length > 0) throw new InvalidRequestError('sender-lease', issues);
    this.#options = options;
    this.account = account;
    this.owner = owner;
    this.#ttlMs = ttlMs;
    this.#marginMs = marginMs;
    this.#timer = timer;
    this.#holder = `${owner} ${globalThis.crypto.randomUUID()}`;
  }

  get fencingToken(): number | undefined {
    return this.#grant?.token;
  }

  isHeld(nowMs = this.#timer.nowMs()): boolean {
    return nowMs < this.#believesUntilMs;
  }

  /**
   * Asks for the lease, once.
   *
   * @returns whether it is held; false when another process has it
   * @throws {LeaseStoreSilentError} or whatever the store throws: nothing is known, nothing is held that was not held before
   */
  async acquire(): Promise<boolean> {
    const claim = { account: this.account, holder: this.#holder, ttlMs: this.#ttlMs };
    return this.#ask(async () => {
      const token = await this.#options.store.claim(claim);
      return token === undefined ? undefined : { account: this.account, holder: this.#holder, token };
    });
  }

  /**
   * Makes a lease that was got last longer.
   *
   * @returns whether it is held; false when its time was over, even if nobody else has it: then `acquire()` gets a new token
   * @throws as `acquire()`; what is held stays held until its time is over
   */
  async renew(): Promise<boolean> {
    const grant = this.#grant;
    if (grant === undefined) return false;
    return this.#ask(async () => ((await this.#options.store.extend(grant, this.#ttlMs)) ? grant : undefined));
  }

  /**
   * Gives it up at once; others need not wait. Await the orders on their way before.
   *
   * @throws whatever the store throws: then others wait until its time is over
   */
  async release(): Promise<void> {
    const grant = this.#grant;
    this.#era += 1;
    this.#believesUntilMs = Number.NEGATIVE_INFINITY;
    this.#tellChange();
    if (grant !== undefined) await this.#inTime(() => this.#options.store.release(grant));
  }

  /**
   * Acquires, renews, and acquires again after a loss, until `stop()` or `close()`. Keeps no process alive.
   *
   * @param everyMs default a third of the time that the lease is believed in
   */
  start({ everyMs = (this.#ttlMs - this.#marginMs) / 3 }: { readonly everyMs?: number } = {}): void {
    this.stop();
    const round = {};
    this.#round = round;
    const keep = async (): Promise<void> => {
      try {
        // A round that was stopped meanwhile must not get back what was given up.
        if (!(await this.renew()) && this.#round === round) await this.acquire();
      } catch (error) {
        tellHook('onFailure', this.#options.onFailure, error, 'a question to the lease store');
      }
      this.#tellChange();
      if (this.#round === round) this.#alarm = this.#timer.after(everyMs, () => void keep());
    };
    void keep();
  }

  /** No further renewals: the lease ends by itself. */
  stop(): void {
    this.#round = undefined;
    this.#alarm?.cancel();
    this.#alarm = undefined;
  }

  /** `stop()` and `release()`. */
  async close(): Promise<void> {
    this.stop();
    await this.release();
  }

  async #ask(question: () => Promise<LeaseGrant | undefined>): Promise<boolean> {
    const era = this.#era;
    const askedAtMs = this.#timer.nowMs();
    const grant = await this.#inTime(question);
    if (era !== this.#era) {
      // Granted after it was given up: others need not wait for it.
      if (grant !== undefined) await this.#options.store.release(grant);
      return false;
    }
    if (grant === undefined) {
      this.#believesUntilMs = Number.NEGATIVE_INFINITY;
    } else if (grant.token >= (this.#grant?.token ?? 0)) {
      this.#grant = grant;
      this.#believesUntilMs = Math.max(this.#believesUntilMs, askedAtMs + this.#ttlMs - this.#marginMs);
    }
    this.#tellChange();
    return this.isHeld();
  }

  /** An answer after the time of the lease is worth nothing, so nobody waits for it. */
  async #inTime<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    let alarm: { cancel(): void } | undefined;
    const silence = new Promise<never>((_resolve, reject) => {
      const words = `lease of ${this.account}: found no answer of the store in ${this.#ttlMs} ms, expected one`;
      alarm = this.#timer.after(this.#ttlMs, () => reject(new LeaseStoreSilentError(words)));
    });
    return Promise.race([question(), silence]).finally(() => alarm?.cancel());
  }

  #tellChange(): void {
    const isHeld = this.isHeld();
    if (isHeld === this.#wasHeld) return;
    this.#wasHeld = isHeld;
    tellHook('onChange', this.#options.onChange, isHeld, 'a change of the sender lease');
  }
}

function issuesOf(account: string, owner: string, ttlMs: number, marginMs: number): readonly Issue[] {
  const issues: Issue[] = [];
  for (const [parameter, text] of Object.entries({ account, owner })) {
    if (typeof text === 'string' && text !== '') continue;
    issues.push({ parameter, found: JSON.stringify(text) ?? 'nothing', expected: 'a name' });
  }
  const isLength = Number.isInteger(ttlMs) && ttlMs >= 100 && ttlMs <= 3_600_000;
  if (!isLength) issues.push({ parameter: 'ttlMs', found: String(ttlMs), expected: 'whole milliseconds from 100 to 3,600,000' });
  const isMargin = Number.isInteger(marginMs) && marginMs >= 0 && marginMs < ttlMs;
  if (!isMargin) issues.push({ parameter: 'marginMs', found: String(marginMs), expected: 'whole milliseconds from 0 to below ttlMs' });
  return issues;
}
