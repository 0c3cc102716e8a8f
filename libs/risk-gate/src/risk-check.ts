import type { CreateOrder, DecimalText, Denial, ExecutionHealth, Instrument, TradingState } from '@prate/execution-interface';
import type { EffectiveLimits } from './effective-limits';
import type { OrderValue } from './order-value';

/** What the account holds and has under way on the side that an order touches, the order itself not counted. */
export interface AccountView {
  /** Age of the last whole reading of orders and positions, ms; absent: there was none. */
  readonly ageMs?: number;
  /** Why it could not be read lately. */
  readonly problem?: string;
  /** Of this side of this contract: held, working, under way and unknown. */
  readonly sideContracts: DecimalText;
  /** The same, settle currency. */
  readonly sideNotional: DecimalText;
  /** Of all sides of all contracts with this settle currency. */
  readonly totalNotional: DecimalText;
  /** Working, under way and unknown, of all contracts. */
  readonly openOrders: number;
  /** Of this side of this contract; absent where positions could not be read. */
  readonly closableContracts?: DecimalText;
}

/** Equity of one settle currency. */
export interface EquityView {
  readonly currency: string;
  readonly equity?: DecimalText;
  /** At 00:00 UTC, or when it was first known after that. */
  readonly atDayStart?: DecimalText;
  /** What came in since then less what went out; absent or 0 where whoever reads equity takes transfers out. */
  readonly transferredIn?: DecimalText;
  readonly ageMs?: number;
  readonly problem?: string;
}

/** Everything a check may look at. */
export interface RiskCheckInput {
  readonly command: CreateOrder;
  readonly instrument: Instrument;
  readonly limits: EffectiveLimits;
  /** Quote currency; absent where it was not needed or could not be had. */
  readonly mark?: DecimalText;
  /** Why there is no mark, where one was asked for. */
  readonly markProblem?: string;
  /** Quote currency; asked only where the instrument states a band. */
  readonly index?: DecimalText;
  readonly indexProblem?: string;
  /** Of orders that wait: the price that they wait for. */
  readonly triggerPrice?: DecimalText;
  /** Absent where it could not be computed. */
  readonly value?: OrderValue;
  readonly tradingState: TradingState | { readonly problem: string };
  readonly health: ExecutionHealth;
  readonly account: AccountView;
  readonly equity: EquityView;
  /** Orders handed on within the window of the rate. */
  readonly ordersInWindow: number;
  /** Whether this client order id was handed on before and may stand for an order. */
  readonly isClientOrderIdUsed: boolean;
  readonly maxAges: { readonly accountMs: number; readonly equityMs: number };
}

/** One question about an order before it is sent. Pure: everything it may look at is in its input. */
export interface RiskCheck {
  readonly name: string;
  check(input: RiskCheckInput): Denial | undefined;
}
