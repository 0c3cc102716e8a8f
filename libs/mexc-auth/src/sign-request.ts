import { canonicalQuery, type QueryParameters } from './canonical-query';
import type { Credentials } from './credentials';

/** What of a request is signed. Path parameters never are (reference 2.2). */
export interface RequestToSign {
  readonly verb: 'GET' | 'POST';
  /** Of a GET. */
  readonly query?: QueryParameters;
  /** Of a POST: the exact text that will be sent. */
  readonly body?: string;
}

export type SignedHeaderName = 'ApiKey' | 'Request-Time' | 'Signature' | 'Content-Type';

export interface SignedRequest {
  /** The query to send as it stands, without `?`; empty for a POST. */
  readonly queryText: string;
  readonly headers: Readonly<Record<SignedHeaderName, string>>;
}

/**
 * Signs `key + time + text`, where the text is the canonical query of a GET and the body of a POST. Source: reference 2.1 and 2.2.
 *
 * @param requestTimeMs ms since the epoch; sent as `Request-Time` and part of what is signed
 * @throws {QueryValueError} when a query value cannot be signed
 * @throws {TypeError} for a GET with a body or a POST with a query: the one or the other would leave unsigned
 */
export function signRequest(credentials: Credentials, requestTimeMs: number, { verb, query, body }: RequestToSign): SignedRequest {
  if (verb === 'GET' && body !== undefined) throw new TypeError('signRequest: found a body on a GET, expected a query');
  if (verb === 'POST' && query !== undefined) throw new TypeError('signRequest: found a query on a POST, expected a body');
  const queryText = canonicalQuery(query ?? {});
  const apiKey = credentials.revealApiKey();
  const requestTime = String(requestTimeMs);
  const signature = credentials.sign(`${apiKey}${requestTime}${verb === 'GET' ? queryText : (body ?? '')}`);
  return {
    queryText,
    headers: { ApiKey: apiKey, 'Request-Time': requestTime, Signature: signature, 'Content-Type': 'application/json' },
  };
}
