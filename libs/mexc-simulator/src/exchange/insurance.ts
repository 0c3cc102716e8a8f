import { type DecimalText, add } from '@prate/execution-interface/decimal';

/** What the fund of a contract holds at first, settle coin: chosen. */
const FIRST_AMOUNT: DecimalText = '1000000';
const REMEMBERED_CHANGES = 10_000;

interface Change {
  readonly atMs: number;
  /** What the fund held after it. */
  readonly available: DecimalText;
}

/** The insurance fund by contract: it closes what was taken over at the fair price, and has the difference to what it took it for. */
export class Insurance {
  private readonly changes = new Map<string, Change[]>();

  book(symbol: string, amount: DecimalText, atMs: number): void {
    const known = this.changes.get(symbol) ?? [];
    known.push({ atMs, available: add(this.available(symbol, atMs), amount) });
    if (known.length > REMEMBERED_CHANGES) known.shift();
    this.changes.set(symbol, known);
  }

  /** What it held at a time, settle coin. */
  available(symbol: string, atMs: number): DecimalText {
    const known = this.changes.get(symbol)?.filter((change) => change.atMs <= atMs) ?? [];
    return known[known.length - 1]?.available ?? FIRST_AMOUNT;
  }
}
