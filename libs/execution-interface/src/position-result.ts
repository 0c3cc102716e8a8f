import { type DecimalText, add, compare, subtract } from './decimal';
import type { ClosedPosition, FundingPayment } from './history';
import type { Trade } from './trade';

/** One line of a position's result, settle currency: what it added (positive) or took (negative). */
export type ResultLine =
  | { readonly kind: 'fill'; readonly trade: Trade; readonly gross: DecimalText; readonly fee: DecimalText; readonly amount: DecimalText }
  | { readonly kind: 'funding'; readonly payment: FundingPayment; readonly amount: DecimalText };

/** realised = gross − fees + funding, line by line, and what the venue says of each. */
export interface ExplainedResult {
  /** By time. */
  readonly lines: readonly ResultLine[];
  readonly gross: DecimalText;
  readonly fees: DecimalText;
  readonly funding: DecimalText;
  readonly realized: DecimalText;
  /** The venue's figure less ours; all 0 where everything is explained. */
  readonly unexplained: {
    readonly gross: DecimalText;
    readonly fees: DecimalText;
    readonly funding: DecimalText;
    readonly realized: DecimalText;
  };
  readonly isExplained: boolean;
}

/**
 * Explains what a closed position came to by its fills and funding payments. Others may be among them: fills are chosen by symbol, side and
 * time, payments by the position's id, or like fills where the venue names none.
 *
 * @param tolerance settle currency; by how much each figure may differ, for venues that round. Default 0.
 */
export function explainPosition(
  position: ClosedPosition,
  {
    trades,
    payments,
    tolerance = '0',
  }: { readonly trades: Iterable<Trade>; readonly payments: Iterable<FundingPayment>; readonly tolerance?: DecimalText },
): ExplainedResult {
  const { symbol, side, openedAtMs, closedAtMs } = position;
  const isDuring = (row: { readonly symbol: string; readonly positionSide: string; readonly atMs: number }) =>
    row.symbol === symbol && row.positionSide === side && row.atMs >= openedAtMs && row.atMs <= closedAtMs;
  const fills = [...trades].filter(isDuring).map((trade): ResultLine => {
    const { closingPnl: gross, fee } = trade;
    return { kind: 'fill', trade, gross, fee, amount: subtract(gross, fee) };
  });
  const funded = [...payments]
    .filter((payment) => (payment.positionId === undefined ? isDuring(payment) : payment.positionId === position.positionId))
    .map((payment): ResultLine => ({ kind: 'funding', payment, amount: payment.amount }));
  const lines = [...fills, ...funded].sort((one, other) => atMsOf(one) - atMsOf(other));
  const sum = (amountOf: (line: ResultLine) => DecimalText) => lines.reduce<DecimalText>((total, line) => add(total, amountOf(line)), '0');
  const gross = sum((line) => (line.kind === 'fill' ? line.gross : '0'));
  const fees = sum((line) => (line.kind === 'fill' ? line.fee : '0'));
  const funding = sum((line) => (line.kind === 'funding' ? line.amount : '0'));
  const realized = add(subtract(gross, fees), funding);
  const unexplained = {
    gross: subtract(position.closingPnl, gross),
    fees: subtract(position.fees, fees),
    funding: subtract(position.funding, funding),
    realized: subtract(position.realizedPnl, realized),
  };
  const isWithin = (amount: DecimalText) => compare(amount, tolerance) <= 0 && compare(subtract('0', amount), tolerance) <= 0;
  return { lines, gross, fees, funding, realized, unexplained, isExplained: Object.values(unexplained).every(isWithin) };
}

function atMsOf(line: ResultLine): number {
  return line.kind === 'fill' ? line.trade.atMs : line.payment.atMs;
}
