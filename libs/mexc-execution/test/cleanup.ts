const pending: Array<() => Promise<void>> = [];

/** Runs after the present test, latest first, whether it passed or not: a failing test must not leave a server behind that keeps the run alive. */
export function afterThisTest(clean: () => Promise<void>): void {
  pending.push(clean);
}

afterEach(async () => {
  for (let clean = pending.pop(); clean !== undefined; clean = pending.pop()) await clean();
});
