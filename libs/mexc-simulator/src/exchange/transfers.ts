import { type DecimalText, compare, isPositive, negate } from '@prate/execution-interface/decimal';
import type { TransferTypeWord } from '@prate/mexc-protocol';
import type { Accounts } from './accounts';
import type { ExchangeListener } from './exchange-event';

const FIRST_ID = 1_200_000_000;
const REMEMBERED_TRANSFERS = 10_000;

/** Money that came from, or went to, the spot wallet; it arrives at once. */
export interface TransferRecord {
  readonly id: string;
  readonly currency: string;
  readonly amount: DecimalText;
  readonly type: TransferTypeWord;
  readonly atMs: number;
}

/** Deposits and withdrawals of the futures account. The newest 10,000 are remembered. */
export class Transfers {
  private readonly remembered: TransferRecord[] = [];
  private count = 0;

  constructor(
    private readonly accounts: Accounts,
    private readonly tell: ExchangeListener,
  ) {}

  /** Oldest first. */
  all(): readonly TransferRecord[] {
    return this.remembered;
  }

  /** @throws {RangeError} for no positive amount, or more to go out than is free */
  move(type: TransferTypeWord, currency: string, amount: DecimalText, nowMs: number): void {
    if (!isPositive(amount)) throw new RangeError(`transfer of ${currency}: found ${amount}, expected more than 0`);
    const available = this.accounts.available(currency, Math.floor(nowMs / 1000));
    if (type === 'out' && compare(amount, available) > 0) {
      throw new RangeError(`transfer of ${currency}: found ${amount} to take out, expected at most the ${available} that are free`);
    }
    this.accounts.book(currency, type === 'in' ? amount : negate(amount));
    this.count += 1;
    this.remembered.push({ id: String(FIRST_ID + this.count), currency, amount, type, atMs: nowMs });
    if (this.remembered.length > REMEMBERED_TRANSFERS) this.remembered.shift();
    this.tell({ kind: 'asset', currency });
  }
}
