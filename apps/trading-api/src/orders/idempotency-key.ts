import { type ClientOrderId, IdentifierError, clientOrderId } from '@prate/execution-interface';
import { ProblemError } from '../problems/problem.error';

/**
 * The client order id from an `Idempotency-Key` header; undefined when none was sent, then the engine makes one.
 *
 * @throws {ProblemError} 400 unless it is 1 to 32 of `[A-Za-z0-9_-]`
 */
export function clientOrderIdFrom(header: string | undefined): ClientOrderId | undefined {
  if (header === undefined) return undefined;
  try {
    return clientOrderId(header);
  } catch (error) {
    if (!(error instanceof IdentifierError)) throw error;
    const expected = '1 to 32 characters of A-Z a-z 0-9 _ -';
    const found = JSON.stringify(header.slice(0, 80));
    throw new ProblemError('input-invalid', `Idempotency-Key: found ${found}, expected ${expected}`, {
      issues: [{ path: 'Idempotency-Key', found, expected }],
    });
  }
}
