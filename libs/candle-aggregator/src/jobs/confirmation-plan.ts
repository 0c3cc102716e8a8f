import { CandleInputError } from '../errors';

export interface ConfirmationPlanOptions {
  /** Requests a second that candles may use; default 5. */
  readonly perSecond?: number;
  /** Each contract is confirmed once in so many minutes, a whole number; default 5. */
  readonly everyMinutes?: number;
}

interface Followed {
  readonly symbol: string;
  readonly group: number;
  /** When it was confirmed last, or followed first; ms since 1970. */
  confirmedAtMs: number;
}

const MINUTE_MS = 60_000;
/** Of each minute the first 3 s are the venue's, which settles the minute before in them. */
const SECONDS_A_MINUTE = 57;

/**
 * Which contracts are confirmed by call in which minute: rotating groups, so that each contract has its turn once in five minutes at the same
 * place of its minute. No sweep of 1,061 contracts fits a minute; 213 calls do, in 43 s at 5 a second (candle rules, section 11). Pure.
 */
export class ConfirmationPlan {
  private readonly groups: number;
  private readonly mostAMinute: number;
  private followed: Followed[] = [];

  /** @throws {CandleInputError} `option` */
  constructor({ perSecond = 5, everyMinutes = 5 }: ConfirmationPlanOptions = {}) {
    const isWhole = Number.isInteger(everyMinutes) && everyMinutes >= 1 && everyMinutes <= 60;
    if (!isWhole || !(perSecond > 0)) {
      const found = `${perSecond} a second, every ${everyMinutes} minutes`;
      throw new CandleInputError('ConfirmationPlan', [{ code: 'option', found, expected: 'above 0 a second, and 1 to 60 whole minutes' }]);
    }
    this.groups = everyMinutes;
    this.mostAMinute = Math.floor(perSecond * SECONDS_A_MINUTE);
  }

  /** How many contracts can be followed. */
  get most(): number {
    return this.mostAMinute * this.groups;
  }

  /**
   * Follows exactly these from now on; who was followed before keeps group and place.
   *
   * @throws {CandleInputError} `option` when they are more than can be confirmed in time; nothing was changed
   */
  follow(symbols: readonly string[], nowMs: number): void {
    const wanted = new Set(symbols);
    if (wanted.size > this.most) {
      const found = `${wanted.size} contracts`;
      throw new CandleInputError('ConfirmationPlan', [
        { code: 'option', found, expected: `at most ${this.most} every ${this.groups} minutes` },
      ]);
    }
    const kept = this.followed.filter(({ symbol }) => wanted.delete(symbol));
    const sizes = Array.from({ length: this.groups }, (_, group) => kept.filter((one) => one.group === group).length);
    for (const symbol of wanted) {
      const group = sizes.indexOf(Math.min(...sizes));
      sizes[group] = (sizes[group] as number) + 1;
      kept.push({ symbol, group, confirmedAtMs: nowMs });
    }
    this.followed = kept;
  }

  /** Whom to confirm in the minute of this moment, in order: its group, then, as far as there is room, who was missed in a minute before. */
  due(nowMs: number): string[] {
    const minute = Math.floor(nowMs / MINUTE_MS);
    const turn = minute % this.groups;
    const group = this.followed.filter((one) => one.group === turn);
    const missed = this.followed.filter((one) => one.group !== turn && one.confirmedAtMs < (minute - this.groups) * MINUTE_MS);
    missed.sort((a, b) => a.confirmedAtMs - b.confirmedAtMs);
    return [...group, ...missed].slice(0, this.mostAMinute).map(({ symbol }) => symbol);
  }

  /** Its minutes were read at this moment. */
  confirmed(symbol: string, atMs: number): void {
    const one = this.followed.find((each) => each.symbol === symbol);
    if (one !== undefined) one.confirmedAtMs = Math.max(one.confirmedAtMs, atMs);
  }
}
