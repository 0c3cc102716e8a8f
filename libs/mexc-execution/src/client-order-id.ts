import { type ClientOrderId, clientOrderId } from '@prate/execution-interface';

// Crockford's alphabet in lower case: its order as text is its order as digits, and no letter looks like a digit.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 20;
/** Asked for many at once: each question to the system takes longer than all the rest. Used once, each of them. */
const pool = new Uint8Array(RANDOM_DIGITS * 64);
let used = pool.length;

/**
 * A new client order id: `p`, ten digits of time, twenty of chance (100 bits). 31 characters, safe in a URL path, sorted by the millisecond
 * it was made in. The letter in front keeps it from ever looking like an id of the venue.
 *
 * @param nowMs milliseconds since the epoch
 */
export function createClientOrderId(nowMs: number): ClientOrderId {
  let time = '';
  for (let rest = Math.max(0, Math.floor(nowMs)), digit = 0; digit < TIME_DIGITS; digit += 1) {
    time = `${ALPHABET.charAt(rest % 32)}${time}`;
    rest = Math.floor(rest / 32);
  }
  if (used === pool.length) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  let random = '';
  for (const end = used + RANDOM_DIGITS; used < end; used += 1) random += ALPHABET.charAt((pool[used] ?? 0) & 31);
  return clientOrderId(`p${time}${random}`);
}
