import { fail, ok } from 'node:assert';
import type { Denial, DenialCode } from '../../outcome';

interface Outcome {
  readonly status: string;
}

/** The outcome with this status; fails for every other. */
export function expectStatus<All extends Outcome, Status extends All['status']>(outcome: All, ...statuses: readonly Status[]) {
  const isExpected = (statuses as readonly string[]).includes(outcome.status);
  if (!isExpected) fail(`found ${JSON.stringify(outcome)}, expected ${statuses.join(' or ')}`);
  return outcome as Extract<All, { readonly status: Status }>;
}

/** Denied with one of these codes (with any when none is named), and a message for people. */
export function expectDenied(outcome: Outcome, ...codes: readonly DenialCode[]): Denial {
  const { denial } = outcome as { readonly denial?: Denial };
  if (outcome.status !== 'denied' || denial === undefined) return fail(`found ${JSON.stringify(outcome)}, expected denied`);
  ok(codes.length === 0 || codes.includes(denial.code), `found ${denial.code} (${denial.message}), expected ${codes.join(' or ')}`);
  ok(denial.message.length > 0, 'a denial says why');
  return denial;
}

/** What a promise rejects with; fails when it does not. */
export async function expectError(asking: () => unknown, of: string): Promise<Error> {
  try {
    await asking();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return fail(`${of}: found no Error, expected one`);
}
