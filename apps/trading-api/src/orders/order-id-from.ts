import { ProblemError } from '../problems/problem.error';

/**
 * An order id from a path: of the exchange or of the client.
 *
 * @throws {ProblemError} 400 for text that can be neither
 */
export function orderIdFrom(text: string): string {
  if (/^[A-Za-z0-9_-]{1,32}$/.test(text)) return text;
  const found = JSON.stringify(text.slice(0, 80));
  const expected = '1 to 32 characters of A-Z a-z 0-9 _ -';
  throw new ProblemError('input-invalid', `order id: found ${found}, expected ${expected}`, { issues: [{ path: 'id', found, expected }] });
}
