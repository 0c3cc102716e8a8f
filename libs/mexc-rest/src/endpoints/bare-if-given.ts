import { bareNumber, type BareNumber } from '@prate/mexc-protocol';

/** An id or a decimal that leaves digit for digit, or nothing. */
export function bareIfGiven(text: string | undefined): BareNumber | undefined {
  return text === undefined ? undefined : bareNumber(text);
}
