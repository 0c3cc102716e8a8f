import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from '../problems/problem.error';

/** Whether a listening address is reachable from this machine only. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * While listening on loopback, only requests that name loopback are answered: a page of another site whose name was re-pointed to
 * 127.0.0.1 (DNS rebinding) still sends its own name in `Host`. A browser page of another origin is refused on every address.
 */
export function loopbackRule({ isLoopback, apiHost }: { isLoopback: boolean; apiHost: string }) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const host = request.headers.host ?? '';
    const name = host.replace(/:\d*$/, '').toLowerCase();
    if (isLoopback && !LOOPBACK_NAMES.has(name) && name !== apiHost) {
      throw new ProblemError('host-not-allowed', `Host: found ${JSON.stringify(host)}, expected localhost, 127.0.0.1 or [::1]`);
    }
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      throw new ProblemError('origin-not-allowed', `Origin: found ${JSON.stringify(origin)}, expected requests of this server's own pages`);
    }
    next();
  };
}
