import { createHash } from 'node:crypto';

/** Tells accounts apart without being a secret: the same key gives the same 16 characters, which lead back to no key. */
export function keyFingerprint(apiKey: string): string {
  return createHash('sha256').update(`mexc ${apiKey}`, 'utf8').digest('hex').slice(0, 16);
}
