import type { Credentials } from './credentials';

/** `param` of a WebSocket login. */
export interface SignedLogin {
  readonly apiKey: string;
  /** ms since the epoch, as text. */
  readonly reqTime: string;
  readonly signature: string;
}

/**
 * Signs `key + time` for a WebSocket login. Source: reference 2.5.
 *
 * @param requestTimeMs ms since the epoch
 */
export function signLogin(credentials: Credentials, requestTimeMs: number): SignedLogin {
  const apiKey = credentials.revealApiKey();
  const reqTime = String(requestTimeMs);
  return { apiKey, reqTime, signature: credentials.sign(`${apiKey}${reqTime}`) };
}
