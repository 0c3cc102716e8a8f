import { type ExecutionInterface, type Position, decimal } from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { TripReport } from './trip-report';

/** Closes what can be closed of every position at the market; one row a position, however single ones end. */
export async function closeEverything(over: ExecutionInterface): Promise<TripReport['closed']> {
  let positions: readonly Position[];
  try {
    positions = await over.getPositions();
  } catch (error) {
    return (['long', 'short'] as const).map((positionSide) => ({
      symbol: 'all',
      positionSide,
      status: 'unknown',
      problem: `positions could not be read: ${messageOf(error)}`,
    }));
  }
  const rows: Array<TripReport['closed'][number]> = [];
  for (const { symbol, side, closableContracts } of positions) {
    try {
      const outcome = await over.createOrder({
        symbol,
        side: side === 'long' ? 'sell' : 'buy',
        effect: 'close',
        type: 'market',
        contracts: decimal(closableContracts),
      });
      const problem = problemOf(outcome);
      rows.push({ symbol, positionSide: side, status: outcome.status, ...(problem === undefined ? {} : { problem }) });
    } catch (error) {
      rows.push({ symbol, positionSide: side, status: 'unknown', problem: messageOf(error) });
    }
  }
  return rows;
}

function problemOf(outcome: Awaited<ReturnType<ExecutionInterface['createOrder']>>): string | undefined {
  if (outcome.status === 'accepted') return undefined;
  return outcome.status === 'denied'
    ? outcome.denial.message
    : outcome.status === 'rejected'
      ? outcome.rejection.message
      : outcome.unknown.message;
}
