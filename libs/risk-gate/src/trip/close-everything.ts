import type { ClosePositionsOutcome, CreateOrderOutcome, ExecutionInterface } from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { TripReport } from './trip-report';

/** Closes every position at the market; one row a position, however single ones end. */
export async function closeEverything(over: Pick<ExecutionInterface, 'closeAllPositions'>): Promise<TripReport['closed']> {
  let outcome: ClosePositionsOutcome;
  try {
    outcome = await over.closeAllPositions();
  } catch (error) {
    return [notClosed(messageOf(error))];
  }
  if (outcome.status === 'denied') return [notClosed(outcome.denial.message)];
  return outcome.results.map(({ symbol, positionSide, outcome: single }) => {
    const problem = problemOf(single);
    return { symbol, positionSide, status: single.status, ...(problem === undefined ? {} : { problem }) };
  });
}

function notClosed(problem: string): TripReport['closed'][number] {
  return { symbol: 'all', status: 'unknown', problem };
}

function problemOf(outcome: CreateOrderOutcome): string | undefined {
  switch (outcome.status) {
    case 'accepted':
      return undefined;
    case 'denied':
      return outcome.denial.message;
    case 'rejected':
      return outcome.rejection.message;
    case 'unknown':
      return outcome.unknown.message;
  }
}
