import type { MexcFuturesAuth } from '@prate/mexc-auth';
import { MEXC_REST_URL } from '@prate/mexc-protocol';
import { type Issue, RestConfigInvalidError } from './errors';
import { LONGEST_TIMEOUT_MS } from './transport/deadline';
import type { CallRecord } from './transport/call-record';

export interface MexcRestConfig {
  /** `https://…`, or `http://…` of this machine; default `https://api.mexc.com`. */
  readonly baseUrl?: string;
  /** Signs private calls; without it they end as `CredentialsMissingError`. */
  readonly auth?: MexcFuturesAuth;
  /** For a whole call, from the wait for a connection to the last byte; ms, default 10,000. */
  readonly timeoutMs?: number;
  /** Told once of each call when it has ended. Records hold no secret. */
  readonly onCall?: (record: CallRecord) => void;
}

/** The same, checked and complete. */
export interface RestSettings extends MexcRestConfig {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** @throws {RestConfigInvalidError} naming all violations at once */
export function checkConfig(config: MexcRestConfig): RestSettings {
  const { baseUrl = MEXC_REST_URL, auth, timeoutMs = DEFAULT_TIMEOUT_MS, onCall } = config;
  const issues: Issue[] = [];
  const refuse = (parameter: string, found: string, expected: string) => issues.push({ parameter, found, expected });

  const address = typeof baseUrl === 'string' ? problemOfAddress(baseUrl) : { found: typeof baseUrl, expected: 'an address as text' };
  if (address !== undefined) refuse('baseUrl', address.found, address.expected);
  if (!isTimeoutMs(timeoutMs)) refuse('timeoutMs', String(timeoutMs), `whole milliseconds from 1 to ${LONGEST_TIMEOUT_MS}`);
  if (auth !== undefined && typeof auth?.signRequest !== 'function') refuse('auth', typeof auth, 'a MexcFuturesAuth');
  if (onCall !== undefined && typeof onCall !== 'function') refuse('onCall', typeof onCall, 'a function');

  if (issues.length > 0) throw new RestConfigInvalidError(issues);
  return { baseUrl: baseUrl.replace(/\/+$/, ''), timeoutMs, ...(auth && { auth }), ...(onCall && { onCall }) };
}

/** Whether a timer can keep it: a longer one would fire at once. */
export function isTimeoutMs(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= LONGEST_TIMEOUT_MS;
}

function problemOfAddress(text: string): Pick<Issue, 'found' | 'expected'> | undefined {
  const expected = 'an https:// address, or http:// of this machine, without user, query and fragment';
  // What stands before an @ may be a password.
  const found = JSON.stringify(text.replace(/^.*@/s, '…@'));
  if (!URL.canParse(text)) return { found, expected };
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isAllowed = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
  return isAllowed && `${username}${password}${search}${hash}` === '' ? undefined : { found, expected };
}
