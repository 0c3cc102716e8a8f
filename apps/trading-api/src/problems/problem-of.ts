import { HttpException } from '@nestjs/common';
import { CandleInputError, CandleStoreError } from '@prate/candle-aggregator';
import { AmbiguousPositionError, ExecutionError, JournalError, NotConnectedError, UnknownSymbolError } from '@prate/execution-interface';
import { MexcApiError, MexcError } from '@prate/mexc-protocol';
import { ProblemError } from './problem.error';

/**
 * Whatever was thrown, as a problem. The one table from errors of queries to answers; commands do not throw, their outcomes go through
 * the presenters.
 *
 * An error that is in no row answers 500 and says nothing of its inside.
 */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof UnknownSymbolError) return new ProblemError('symbol-unknown', error.message);
  if (error instanceof AmbiguousPositionError) return new ProblemError('position-ambiguous', error.message);
  if (error instanceof NotConnectedError) return new ProblemError('not-ready', error.message);
  if (error instanceof CandleInputError) return candleProblem(error);
  if (error instanceof CandleStoreError && error.code === 'closed') return new ProblemError('not-ready', 'The candle database is closed');
  if (error instanceof JournalError) return journalProblem(error);
  if (error instanceof MexcError) return venueProblem(error);
  if (error instanceof ExecutionError && 'orderId' in error) return missingSymbolProblem(error);
  // What is left of these was an answer of the exchange that made no sense.
  if (error instanceof ExecutionError) return new ProblemError('venue-failed', error.message);
  if (error instanceof HttpException) return httpProblem(error);
  return new ProblemError('request-failed', 'The log of the server has the cause under this request id');
}

function candleProblem(error: CandleInputError): ProblemError {
  const issues = error.issues.map(({ code, found, expected }) => ({ path: code, found: String(found), expected: String(expected) }));
  const code = error.issues.some((issue) => issue.code === 'range-too-large') ? 'range-too-large' : 'input-invalid';
  return new ProblemError(code, error.message, { issues });
}

function journalProblem({ code, message }: JournalError): ProblemError {
  switch (code) {
    case 'unknown-intent':
      return new ProblemError('intent-not-found', message);
    case 'illegal-settlement':
    case 'invalid':
      return new ProblemError('intent-settled', message);
    default:
      return new ProblemError('journal-unavailable', message);
  }
}

/** Told apart by what the errors say of themselves: their classes belong to a floor that features do not import. */
function venueProblem(error: MexcError): ProblemError {
  if (error instanceof MexcApiError && error.kind === 'symbol') return new ProblemError('symbol-unknown', error.message);
  if ('phase' in error) return new ProblemError(error.phase === 'timeout' ? 'venue-timeout' : 'venue-failed', error.message);
  // Parameters that the exchange could not understand, found before anything was sent.
  return new ProblemError(error.proves === 'not-sent' && 'issues' in error ? 'input-invalid' : 'venue-failed', error.message);
}

/** A client order id that the journal does not know, asked for without its contract: the exchange finds those by contract only. */
function missingSymbolProblem({ message }: ExecutionError): ProblemError {
  const issues = [{ path: 'symbol', found: 'missing', expected: 'the contract, because the id is not one that was made here' }];
  return new ProblemError('input-invalid', message, { issues });
}

/** Nest's own refusals: an unknown path, or a path that cannot be decoded. */
function httpProblem(error: HttpException): ProblemError {
  const status = error.getStatus();
  if (status === 404) return new ProblemError('route-unknown', `${error.message.replace(/^Cannot /, 'found ')}, expected a path of /docs`);
  if (status === 400) return new ProblemError('request-malformed', error.message);
  return new ProblemError('request-failed', 'The log of the server has the cause under this request id');
}
