import { gunzipSync } from 'node:zlib';
import { UnreadableFrameError } from '../errors';

/** A frame is never larger; the list of all tickers is about half a megabyte. */
export const LARGEST_FRAME_BYTES = 16 * 1024 * 1024;

/**
 * The text of a frame. Binary ones are gunzipped where they say that they are gzip (reference 8.2).
 *
 * @throws {UnreadableFrameError} for damaged gzip, and for one that unfolds beyond 16 MiB
 */
export function frameText(bytes: Buffer, isBinary: boolean): string {
  if (!isBinary || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8');
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_FRAME_BYTES }).toString('utf8');
  } catch {
    throw new UnreadableFrameError(`found ${bytes.length} bytes of damaged or oversized gzip, expected text`);
  }
}
