import { type AuthenticationRefusal, type SimulatorKeys, foreignKey, isSignature, spotSignatureOf } from './authentication';

export interface SpotRequest {
  /** Query text as received, without `?`. */
  readonly rawQuery: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const DEFAULT_WINDOW_MS = 5_000;
const LONGEST_WINDOW_MS = 60_000;
const AHEAD_MS = 1_000;

/**
 * The spot API signs otherwise than the futures API: lower-case hex HMAC-SHA256 of the query as sent, in the parameter `signature`, which
 * comes last; the key is in the header `X-MEXC-APIKEY`, the time in `timestamp`. A refusal comes with HTTP 400. `undefined` means the
 * request is believed.
 */
export function authenticateSpot(
  { rawQuery, headers }: SpotRequest,
  keys: SimulatorKeys,
  nowMs: number,
): AuthenticationRefusal | undefined {
  const header = headers['x-mexc-apikey'];
  if (typeof header !== 'string' || header === '') return refuse(10072, 'header X-MEXC-APIKEY is missing');
  const foreign = foreignKey(header, keys);
  if (foreign !== undefined) return refuse(10072, foreign);

  const [, signed, signature] = /^(?:(.*)&)?signature=([^&]*)$/.exec(rawQuery) ?? [];
  if (signature === undefined || signature === '') return refuse(700004, 'signature is missing, or not the last parameter');
  if (!isSignature(signature, spotSignatureOf(keys, signed ?? ''))) return refuse(700002, 'Signature for this request is not valid.');

  const parameters = new URLSearchParams(signed);
  const [timestamp, window] = ['timestamp', 'recvWindow'].map((name) => wholeNumber(parameters.get(name)));
  if (timestamp === undefined) return refuse(700004, 'timestamp is missing, or no whole number');
  if (parameters.has('recvWindow') && (window === undefined || window > LONGEST_WINDOW_MS)) {
    return refuse(700005, `recvWindow: expected at most ${LONGEST_WINDOW_MS}`);
  }
  const ageMs = nowMs - timestamp;
  if (ageMs > (window ?? DEFAULT_WINDOW_MS) || ageMs < -AHEAD_MS) {
    return refuse(700003, 'Timestamp for this request is outside of the recvWindow.');
  }
  return undefined;
}

function refuse(code: number, message: string): AuthenticationRefusal {
  return { httpStatus: 400, code, message };
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
