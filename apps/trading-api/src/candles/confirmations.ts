import { ConfirmationPlan } from '@prate/candle-aggregator';

const MINUTE_MS = 60_000;
/** Up to so many contracts each is confirmed every minute; more are confirmed in groups, each once in five minutes where the requests suffice. */
const EVERY_MINUTE_UP_TO = 100;
const GROUP_MINUTES = 5;
/** However few requests there are, each contract has its turn once a day. */
const LONGEST_MINUTES = 1_440;
/** The exchange corrects minutes: those that closed since the last turn are asked for again, and no less than these. */
const CORRECTION_MINUTES = 10;
/** For the calls of a turn. */
const SLACK_MS = 30_000;

/** Who is confirmed by call in which minute, within the requests that candles may use. */
export class Confirmations {
  private readonly everyMinute: ConfirmationPlan;
  private readonly inGroups: ConfirmationPlan;
  private toldMinutes = 0;

  /** @param perSecond requests that all reading of candles may use together */
  constructor(private readonly perSecond: number) {
    this.everyMinute = new ConfirmationPlan({ perSecond, everyMinutes: 1 });
    this.inGroups = new ConfirmationPlan({ perSecond, everyMinutes: GROUP_MINUTES, longestMinutes: LONGEST_MINUTES });
  }

  /** In how many minutes each of so many contracts has its turn. */
  roundMinutes(contracts: number): number {
    return this.planOf(contracts).roundOf(contracts);
  }

  /** The plan that follows these from now on. @throws {CandleInputError} more contracts than can be confirmed in a day */
  follow(symbols: readonly string[], nowMs: number): ConfirmationPlan {
    const plan = this.planOf(symbols.length);
    plan.follow(symbols, nowMs);
    return plan;
  }

  /** Minutes that each turn asks for again, so that between two turns none is left out. */
  correctionMinutes(contracts: number): number {
    return Math.max(CORRECTION_MINUTES, 2 * this.roundMinutes(contracts));
  }

  /** So long may a minute that the stream did not make final wait for its turn, before it is asked for by itself. */
  patienceMs(contracts: number): number {
    return this.roundMinutes(contracts) * MINUTE_MS + SLACK_MS;
  }

  /** When the round has become another one that is longer than five minutes: what is so, and what it would take. */
  takeNews(contracts: number): string | undefined {
    const round = this.roundMinutes(contracts);
    if (round === this.toldMinutes) return undefined;
    this.toldMinutes = round;
    if (round <= GROUP_MINUTES) return undefined;
    const needed = Math.ceil((contracts * LONGEST_MINUTES * this.perSecond) / (GROUP_MINUTES * this.inGroups.most));
    const found = `found ${contracts} contracts and ${this.perSecond} requests a second`;
    return `${found}, so each is confirmed every ${round} minutes; for every ${GROUP_MINUTES}, CANDLE_REQUESTS_PER_SECOND has to be ${needed}`;
  }

  private planOf(contracts: number): ConfirmationPlan {
    return contracts <= Math.min(EVERY_MINUTE_UP_TO, this.everyMinute.most) ? this.everyMinute : this.inGroups;
  }
}
