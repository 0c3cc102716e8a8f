import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from '../problems/problem.error';
import type { ApiToken } from './api-token';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whatever is not a read needs the token, in every mode; on an address beyond loopback everything but liveness needs it.
 *
 * It stands in front of the router instead of being a guard, so that also the pages Nest's guards never see (docs, unknown paths) obey it.
 */
export function bearerRule({ token, isLoopback }: { token: ApiToken; isLoopback: boolean }) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const isFree = READS.has(request.method) && (isLoopback || request.path === '/health/live');
    if (!isFree && !token.isIn(request.headers.authorization)) {
      const found = request.headers.authorization === undefined ? 'none' : 'another one';
      throw new ProblemError('token-required', `Authorization: found ${found}, expected "Bearer <token>" with this server's token`, {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    next();
  };
}
