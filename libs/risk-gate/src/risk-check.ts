import type { CreateOrder, DecimalText, Denial, Instrument } from '@prate/execution-interface';

export interface RiskCheckInput {
  readonly command: CreateOrder;
  readonly instrument: Instrument;
  /** Quote currency; absent where no check needs it (see `needsMark`) or where it could not be had. */
  readonly mark?: DecimalText;
  /** Why there is no mark, where one was asked for. */
  readonly markProblem?: string;
}

/** One question about an order before it is sent. Pure: everything it may look at is in its input. */
export interface RiskCheck {
  readonly name: string;
  check(input: RiskCheckInput): Denial | undefined;
}
