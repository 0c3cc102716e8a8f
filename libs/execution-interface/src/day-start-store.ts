import type { DecimalText } from './decimal';

/** Equity by currency, settle currency, unrealised results included. */
export type DayStartEquity = Readonly<Record<string, DecimalText>>;

/**
 * The equity each day began with, so that a restart does not begin the day's loss anew. A day is [00:00, 24:00) UTC, named by its first
 * moment, ms since the epoch. Abstract, so that the class itself is the injection token.
 */
export abstract class DayStartStore {
  /** By currency; `undefined` when nothing is kept of that day. @throws {JournalError} when it cannot be read, or what is kept is no equity */
  abstract read(dayStartMs: number): Promise<DayStartEquity | undefined>;
  /**
   * Adds the currencies of which nothing is kept yet; what is kept stands, whoever kept it.
   *
   * @returns all that is kept of that day
   * @throws {JournalError} when it cannot be kept
   */
  abstract keep(dayStartMs: number, equity: DayStartEquity): Promise<DayStartEquity>;
}
