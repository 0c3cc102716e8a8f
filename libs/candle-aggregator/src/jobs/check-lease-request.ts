import { CandleInputError, type CandleIssue } from '../errors';

const LONGEST_TTL_MS = 86_400_000;

/** @throws {CandleInputError} `option`, all at once */
export function checkLeaseRequest(name: string, owner: string, ttlMs: number): void {
  const issues: CandleIssue[] = [];
  const check = (isGood: boolean, found: string, expected: string): void => {
    if (!isGood) issues.push({ code: 'option', found, expected });
  };
  check(isText(name), `name ${JSON.stringify(name)}`, 'a text of 1 to 200 characters');
  check(isText(owner), `owner ${JSON.stringify(owner)}`, 'a text of 1 to 200 characters');
  check(Number.isFinite(ttlMs) && ttlMs > 0 && ttlMs <= LONGEST_TTL_MS, `ttlMs ${String(ttlMs)}`, `more than 0, at most ${LONGEST_TTL_MS}`);
  if (issues.length > 0) throw new CandleInputError('acquire', issues);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 1 && value.length <= 200;
}
