import type { ChangeOutcome, ClosePositionsOutcome, CreateOrderOutcome, ExecutionInterface } from '@prate/execution-interface';
import { messageOf } from '../message-of';
import type { TripReport } from './trip-report';

/** Closes every position at the market; one row a position, however single ones end. Where the venue closed all by itself, one row says so. */
export async function closeEverything(over: Pick<ExecutionInterface, 'closeAllPositions'>): Promise<TripReport['closed']> {
  let outcome: ClosePositionsOutcome;
  try {
    outcome = await over.closeAllPositions();
  } catch (error) {
    return [notClosed(messageOf(error))];
  }
  if (outcome.status === 'denied') return [notClosed(outcome.denial.message)];
  const { results, everything } = outcome;
  const whole = everything === undefined ? [] : [{ symbol: 'all', ...resultOf(everything) }];
  return [...whole, ...results.map(({ symbol, positionSide, outcome: single }) => ({ symbol, positionSide, ...resultOf(single) }))];
}

function resultOf(outcome: CreateOrderOutcome | ChangeOutcome): Pick<TripReport['closed'][number], 'status' | 'problem'> {
  const problem = problemOf(outcome);
  return { status: outcome.status, ...(problem === undefined ? {} : { problem }) };
}

function notClosed(problem: string): TripReport['closed'][number] {
  return { symbol: 'all', status: 'unknown', problem };
}

function problemOf(outcome: CreateOrderOutcome | ChangeOutcome): string | undefined {
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
