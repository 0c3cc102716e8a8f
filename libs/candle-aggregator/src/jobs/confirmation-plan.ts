import { CandleInputError } from '../errors';

export interface ConfirmationPlanOptions {
  /** Requests a second that candles may use; default 5. */
  readonly perSecond?: number;
  /** Each contract is confirmed once in so many minutes, a whole number from 1 to 60; default 5. */
  readonly everyMinutes?: number;
  /** Where they are too many for that, a round may take up to so many minutes, at most 1,440; default `everyMinutes`: more are refused. */
  readonly longestMinutes?: number;
}

interface Followed {
  readonly symbol: string;
  group: number;
  /** When it was confirmed last, or followed first; ms since 1970. */
  confirmedAtMs: number;
}

const MINUTE_MS = 60_000;
/** Of each minute the first 3 s are the venue's, which settles the minute before in them. */
const SECONDS_A_MINUTE = 57;
/** A confirmation reads one page, and that reaches further back than a day. */
const LONGEST_ROUND_MINUTES = 1_440;

/**
 * Which contracts are confirmed by call in which minute: rotating groups, so that each contract has its turn once in five minutes at the same
 * place of its minute. No sweep of 1,061 contracts fits a minute; 213 calls do, in 43 s at 5 a second (candle rules, section 11). With fewer
 * requests than that the round may grow, so that no limit is ever left. Pure.
 */
export class ConfirmationPlan {
  private readonly shortest: number;
  private readonly longest: number;
  private readonly mostAMinute: number;
  private groups: number;
  private followed: Followed[] = [];

  /** @throws {CandleInputError} `option` */
  constructor({ perSecond = 5, everyMinutes = 5, longestMinutes = everyMinutes }: ConfirmationPlanOptions = {}) {
    const isWhole = Number.isInteger(everyMinutes) && everyMinutes >= 1 && everyMinutes <= 60;
    const isRound = Number.isInteger(longestMinutes) && longestMinutes >= everyMinutes && longestMinutes <= LONGEST_ROUND_MINUTES;
    if (!isWhole || !isRound || !(perSecond * SECONDS_A_MINUTE >= 1)) {
      const found = `${perSecond} a second, every ${everyMinutes} minutes, ${longestMinutes} at the longest`;
      const expected = 'at least one a minute, 1 to 60 whole minutes, and at the longest no less and at most 1440';
      throw new CandleInputError('ConfirmationPlan', [{ code: 'option', found, expected }]);
    }
    this.shortest = everyMinutes;
    this.longest = longestMinutes;
    this.groups = everyMinutes;
    this.mostAMinute = Math.floor(perSecond * SECONDS_A_MINUTE);
  }

  /** How many contracts can be followed. */
  get most(): number {
    return this.mostAMinute * this.longest;
  }

  /** In how many minutes each of those followed has its turn. */
  get roundMinutes(): number {
    return this.groups;
  }

  /** In how many minutes each of so many contracts would have its turn; more than `longestMinutes` where they are too many. */
  roundOf(contracts: number): number {
    return Math.max(this.shortest, Math.ceil(contracts / this.mostAMinute));
  }

  /**
   * Follows exactly these from now on; who was followed before keeps group and place, unless the round becomes another.
   *
   * @throws {CandleInputError} `option` when they are more than can be confirmed in time; nothing was changed
   */
  follow(symbols: readonly string[], nowMs: number): void {
    const wanted = new Set(symbols);
    if (wanted.size > this.most) {
      const found = `${wanted.size} contracts`;
      const expected = `at most ${this.most} every ${this.longest} minutes, which is ${this.mostAMinute} a minute; ${Math.ceil(wanted.size / this.longest)} are needed`;
      throw new CandleInputError('ConfirmationPlan', [{ code: 'option', found, expected }]);
    }
    const groups = this.roundOf(wanted.size);
    const kept = this.followed.filter(({ symbol }) => wanted.delete(symbol));
    if (groups !== this.groups) kept.forEach((one, index) => (one.group = index % groups));
    this.groups = groups;
    const sizes = Array.from({ length: groups }, (_, group) => kept.filter((one) => one.group === group).length);
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
