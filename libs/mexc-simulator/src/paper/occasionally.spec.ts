import { Occasionally } from './occasionally';

it('behavior: a line at once, then what came too soon is counted and told with the next', () => {
  let nowMs = 0;
  const told: string[] = [];
  const occasionally = new Occasionally({ everyMs: 100, clock: { nowMs: () => nowMs }, tell: (line) => void told.push(line) });
  for (const [atMs, line] of [
    [0, 'a'],
    [10, 'b'],
    [99, 'c'],
    [100, 'd'],
    [150, 'e'],
    [300, 'f'],
    [400, 'g'],
  ] as const) {
    nowMs = atMs;
    occasionally.line(line);
  }
  expect(told).toEqual(['a', 'd (and 2 before it)', 'f (and 1 before it)', 'g']);
});
