import type { ProblemIssue } from '../problems/problem.error';

const SIZES = ['quantity', 'contracts', 'quoteQuantity'];

/**
 * What is wrong across the fields of an order: one size, a price where the type has one, leverage and margin mode where it opens.
 *
 * Looks at the body as it came, whatever is wrong with single fields, so that all issues can be told at once. A field whose value decides a
 * rule but is itself no legal value decides nothing.
 */
export function createOrderIssues(body: Readonly<Record<string, unknown>>): ProblemIssue[] {
  const isGiven = (name: string): boolean => body[name] !== undefined;
  const issues: ProblemIssue[] = [];
  const add = (path: string, expected: string): void => {
    issues.push({ path, found: isGiven(path) ? JSON.stringify(body[path]) : 'missing', expected });
  };

  const sizes = SIZES.filter(isGiven);
  if (sizes.length !== 1) {
    const found = sizes.length === 0 ? 'missing' : sizes.join(' and ');
    issues.push({ path: 'quantity', found, expected: `exactly one of ${SIZES.join(', ')}` });
  }
  if (body['type'] === 'market' && isGiven('price')) add('price', 'no price on a market order');
  if (['limit', 'post-only', 'ioc', 'fok'].includes(String(body['type'])) && !isGiven('price'))
    add('price', 'a price, because the type is not market');
  if (body['effect'] === 'open') {
    if (!isGiven('leverage')) add('leverage', 'a leverage, because the effect is open');
    if (!isGiven('marginMode')) add('marginMode', 'isolated or cross, because the effect is open');
  }
  if (body['effect'] === 'close') {
    for (const name of ['leverage', 'marginMode'].filter(isGiven))
      add(name, 'nothing, because the effect is close: the position has its own');
  }
  return issues;
}
