/** How many random cases a property gets: a small number, or what CANDLE_CASES says. CANDLE_SEED repeats a run. */
export function caseCount(usual: number): number {
  const wanted = Number(process.env['CANDLE_CASES'] ?? usual);
  if (!Number.isInteger(wanted) || wanted < 1)
    throw new RangeError(`CANDLE_CASES: found ${process.env['CANDLE_CASES']}, expected a whole number above 0`);
  return wanted;
}

/** One seed for a whole spec file, printed so that a run can be had again. */
export function printedSeed(name: string, cases: number): number {
  const seed = Number(process.env['CANDLE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  process.stdout.write(`${name}: seed ${seed}, ${cases} cases a property\n`);
  return seed;
}
