import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface SimulatorKeys {
  /** Begins with `sim_`: no key of the venue does. */
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** The same seed gives the same keys. */
export function keysFromSeed(seed: number): SimulatorKeys {
  const digest = (word: string): string => createHash('sha256').update(`prate-simulator ${word} ${seed}`).digest('hex');
  return { apiKey: `sim_${digest('key').slice(0, 20)}`, apiSecret: `sim_${digest('secret').slice(0, 32)}` };
}

export interface SignedRequest {
  readonly verb: string;
  /** Query text as received, without `?`. */
  readonly rawQuery: string;
  /** Body bytes as received. */
  readonly body: Uint8Array;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Why a request is not believed. Code 401 comes with HTTP 401, the others with HTTP 200 (reference 3.1), on the spot side with 400. */
export interface AuthenticationRefusal {
  readonly httpStatus: number;
  readonly code: number;
  readonly message: string;
}

const DEFAULT_WINDOW_MS = 10_000;
const LONGEST_WINDOW_MS = 60_000;
const AHEAD_MS = 2_000;

/** Section 2 of the reference, read strictly. `undefined` means the request is believed. */
export function authenticate(request: SignedRequest, keys: SimulatorKeys, nowMs: number): AuthenticationRefusal | undefined {
  // The documents ask for the type on GET as well; Mexc.Net sends none there, as nothing is in the body, and is answered.
  const typed = request.verb === 'POST' ? ['Content-Type'] : [];
  const missing = ['ApiKey', 'Request-Time', 'Signature', ...typed].filter((name) => header(request, name) === '');
  if (missing.length > 0) return refuse(401, `not logged in: header ${missing.join(', ')} missing`);
  const foreign = foreignKey(header(request, 'ApiKey'), keys);
  if (foreign !== undefined) return refuse(401, foreign);
  const contentType = header(request, 'Content-Type');
  if (contentType !== '' && !/^application\/json\s*(;|$)/i.test(contentType)) {
    return refuse(700013, `invalid content type: expected application/json`);
  }
  const windowMs = receiveWindowMs(header(request, 'Recv-Window'));
  if (windowMs === undefined) return refuse(600, 'Recv-Window: expected a whole number');
  const requestTime = header(request, 'Request-Time');
  if (!isTimely(requestTime, nowMs, windowMs)) {
    return refuse(513, `invalid request: Request-Time more than ${windowMs} ms behind or ${AHEAD_MS} ms ahead of ${nowMs}`);
  }
  if (request.verb !== 'POST' && !isCanonicalQuery(request.rawQuery)) {
    return refuse(602, 'signature verification failed: the query is not sorted by key and percent-encoded');
  }
  const target = request.verb === 'POST' ? request.body : Buffer.from(request.rawQuery, 'utf8');
  if (!isSignature(header(request, 'Signature'), signatureOf(keys, requestTime, target))) {
    return refuse(602, 'signature verification failed');
  }
  return undefined;
}

/** What a client sends in the `login` message of a WebSocket (reference 2.5): the signature covers key and time, nothing else. */
export interface LoginRequest {
  readonly apiKey: string;
  readonly requestTime: string;
  readonly signature: string;
}

/** Why a login is not believed, as text; `undefined` means it is. */
export function authenticateLogin(login: LoginRequest, keys: SimulatorKeys, nowMs: number): string | undefined {
  const foreign = foreignKey(login.apiKey, keys);
  if (foreign !== undefined) return foreign;
  if (!isTimely(login.requestTime, nowMs, DEFAULT_WINDOW_MS)) {
    return `invalid request: reqTime more than ${DEFAULT_WINDOW_MS} ms behind or ${AHEAD_MS} ms ahead of ${nowMs}`;
  }
  const expected = signatureOf(keys, login.requestTime, new Uint8Array());
  return isSignature(login.signature, expected) ? undefined : 'signature verification failed';
}

/** Why a key is not the simulator's; `undefined` means it is. */
export function foreignKey(apiKey: string, keys: SimulatorKeys): string | undefined {
  if (!apiKey.startsWith('sim_')) return 'this is the Prate simulator, no exchange: its keys begin with sim_, the key sent does not';
  return apiKey === keys.apiKey ? undefined : 'not logged in: the key is not one of this simulator';
}

function isTimely(requestTime: string, nowMs: number, windowMs: number): boolean {
  const ageMs = /^\d{1,15}$/.test(requestTime) ? nowMs - Number(requestTime) : Number.NaN;
  return ageMs <= windowMs && ageMs >= -AHEAD_MS;
}

/** Lower-case hex HMAC-SHA256 of key + time + parameters (reference 2.2). */
export function signatureOf(keys: SimulatorKeys, requestTime: string, parameters: Uint8Array): string {
  return createHmac('sha256', keys.apiSecret).update(keys.apiKey).update(requestTime).update(parameters).digest('hex');
}

/** The spot API signs the query alone. */
export function spotSignatureOf(keys: SimulatorKeys, query: string): string {
  return createHmac('sha256', keys.apiSecret).update(query).digest('hex');
}

/** Keys rise by code unit, values are encoded as Java's URLEncoder does with %20 for a blank. */
export function isCanonicalQuery(rawQuery: string): boolean {
  if (rawQuery === '') return true;
  let before: string | undefined;
  for (const pair of rawQuery.split('&')) {
    const at = pair.indexOf('=');
    const key = pair.slice(0, at);
    if (at < 1 || (before !== undefined && key <= before)) return false;
    if (!isEncoded(key) || !isEncoded(pair.slice(at + 1))) return false;
    before = key;
  }
  return true;
}

function isEncoded(text: string): boolean {
  try {
    const plain = decodeURIComponent(text);
    const encoded = encodeURIComponent(plain).replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
    return encoded === text;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Up to 60 is seconds, more is milliseconds, never over 60 s (reference 10.2). */
function receiveWindowMs(text: string): number | undefined {
  if (text === '') return DEFAULT_WINDOW_MS;
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return Math.min(value <= 60 ? value * 1000 : value, LONGEST_WINDOW_MS);
}

/** Compared in the same time wherever they differ. */
export function isSignature(given: string, expected: string): boolean {
  return /^[0-9a-f]{64}$/.test(given) && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function header(request: SignedRequest, name: string): string {
  const value = request.headers[name.toLowerCase()];
  return typeof value === 'string' ? value : '';
}

function refuse(code: number, message: string): AuthenticationRefusal {
  return { httpStatus: code === 401 ? 401 : 200, code, message };
}
