import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from '../problems/problem.error';
import type { ApiTokens } from './api-tokens';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What tells of an account that holds real money. */
const ACCOUNTS = '/api/v1/accounts';

/**
 * Whatever is not a read needs the token, in every mode; on an address beyond loopback everything but liveness needs it, and so does in live
 * mode whatever tells of the account.
 *
 * It stands in front of the router instead of being a guard, so that also the pages Nest's guards never see (docs, unknown paths) obey it.
 */
export function bearerRule({ tokens, isLoopback, isLive }: { tokens: ApiTokens; isLoopback: boolean; isLive: boolean }) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const isPublic = isLoopback && !(isLive && request.path.toLowerCase().startsWith(ACCOUNTS));
    const isFree = READS.has(request.method) && (isPublic || request.path === '/health/live');
    if (!isFree && !tokens.mayTrade(request.headers.authorization)) {
      const found = request.headers.authorization === undefined ? 'none' : 'another one';
      throw new ProblemError('token-required', `Authorization: found ${found}, expected "Bearer <token>" with this server's token`, {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    next();
  };
}
