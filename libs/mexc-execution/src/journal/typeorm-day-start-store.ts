import {
  type Clock,
  type DayStartEquity,
  DayStartStore,
  DecimalError,
  type DecimalText,
  JournalError,
  decimal,
} from '@prate/execution-interface';
import type { JournalDatabase } from './journal-database';
import type { DayStartRow } from './journal-rows';
import { SELECT_DAY_START, insertDayStart } from './journal-statements';

/** What each day began with, in the journal's database: it survives the process, and replicas on one database share it. */
export class TypeOrmDayStartStore extends DayStartStore {
  /** Use {@link TypeOrmOrderJournal.dayStarts}. */
  constructor(
    private readonly database: JournalDatabase,
    private readonly clock: Clock,
  ) {
    super();
  }

  async read(dayStartMs: number): Promise<DayStartEquity | undefined> {
    const rows = await this.database.read<DayStartRow>('day start', SELECT_DAY_START, [dayStartMs]);
    if (rows.length === 0) return undefined;
    return Object.fromEntries(rows.map((row) => [row.currency, this.amountOf(row)]));
  }

  async keep(dayStartMs: number, equity: DayStartEquity): Promise<DayStartEquity> {
    const currencies = Object.entries(equity);
    if (currencies.length === 0) return (await this.read(dayStartMs)) ?? {};
    const values = currencies.flatMap(([currency, amount]) => [dayStartMs, currency, decimal(amount), this.clock.nowMs()]);
    await this.database.write('day start', insertDayStart(currencies.length), values);
    return (await this.read(dayStartMs)) ?? {};
  }

  private amountOf({ currency, equity }: DayStartRow): DecimalText {
    try {
      return decimal(equity);
    } catch (error) {
      if (!(error instanceof DecimalError)) throw error;
      const found = `found ${JSON.stringify(equity)} as the ${currency} a day began with`;
      throw new JournalError(`day start in ${this.database.where}: ${found}, expected decimal text; restore the journal from a copy`, {
        code: 'corrupt',
        cause: error,
      });
    }
  }
}
