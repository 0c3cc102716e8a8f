import { MexcApiError } from '@prate/mexc-protocol';
import { TransportError } from '../errors';

const TOO_MANY_REQUESTS = 429;

/** Whether the venue, or what stands before it, refused because too much was asked: codes 510, 429 and 2037, and HTTP 429. */
export function isTooFrequent(error: unknown): boolean {
  if (error instanceof MexcApiError) return error.kind === 'rate';
  return error instanceof TransportError && error.httpStatus === TOO_MANY_REQUESTS;
}
