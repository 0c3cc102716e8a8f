import { Program } from './program';

const CLOSING = /^chaos: (\d+) orders, (\d+) faults, (\d+) kills, (\d+) duplicate, (\d+) forgotten, (\d+) wrong side$/m;
const STEPS = ['before record', 'after record', 'after send', 'after accept', 'before store', 'while resolving', 'during reconcile'];
/** Against hanging: no measure of speed. */
const LIMIT_MS = 400_000;

interface Ending {
  readonly code: number | null;
  readonly output: string;
  readonly counts: Readonly<Record<'orders' | 'faults' | 'kills' | 'duplicate' | 'forgotten' | 'wrongSide', number>>;
}

async function chaos(...args: readonly string[]): Promise<Ending> {
  const program = new Program('tools/benchmarks/out-tsc/chaos/chaos.js', args);
  const { code, output } = await program.end();
  const numbers = CLOSING.exec(output)?.slice(1).map(Number);
  if (numbers === undefined) throw new Error(`no closing line; it printed:\n${output}`);
  const [orders = 0, faults = 0, kills = 0, duplicate = 0, forgotten = 0, wrongSide = 0] = numbers;
  return { code, output, counts: { orders, faults, kills, duplicate, forgotten, wrongSide } };
}

test(
  'R-201: traders that are killed at every step while everything goes wrong: nothing twice, nothing forgotten, nothing on the wrong side',
  async () => {
    const { code, output, counts } = await chaos('--orders', '300', '--seed', '1', '--kills', '14', '--speed', '8');
    expect({ code, found: output.match(/^(FOUND|TROUBLE) .*/gm) ?? [] }).toEqual({ code: 0, found: [] });
    expect(counts).toMatchObject({ orders: 300, duplicate: 0, forgotten: 0, wrongSide: 0 });
    expect(counts.faults).toBeGreaterThan(50);
    expect(output).toContain('account at the end: as the exchange has it; cancels told untruthfully: 0');
    // A step that nobody comes to any more at the end is not waited for.
    expect(counts.kills).toBeGreaterThanOrEqual(STEPS.length);
    for (const step of STEPS.filter((name) => name !== 'while resolving'))
      expect(output).toMatch(new RegExp(`^ +[1-9]\\d* +${step}$`, 'm'));
  },
  LIMIT_MS,
);

describe('behavior: the audit sees a trader that is wrong', () => {
  const wrong = (defect: string) =>
    chaos('--orders', '80', '--seed', '5', '--kills', '0', '--worlds', '1', '--speed', '8', '--defect', defect);

  test(
    'sends again what it does not know',
    async () => {
      const { code, counts } = await wrong('resends');
      expect({ code, isFound: counts.duplicate > 0, forgotten: counts.forgotten, wrongSide: counts.wrongSide }).toEqual({
        code: 1,
        isFound: true,
        forgotten: 0,
        wrongSide: 0,
      });
    },
    LIMIT_MS,
  );

  test(
    'sends under ids that its journal does not know',
    async () => {
      const { code, counts } = await wrong('renames');
      expect({ code, isFound: counts.forgotten > 0, wrongSide: counts.wrongSide }).toEqual({ code: 1, isFound: true, wrongSide: 0 });
    },
    LIMIT_MS,
  );

  test(
    'opens where it was to close',
    async () => {
      const { code, counts } = await wrong('flips');
      expect({ code, isFound: counts.wrongSide > 0, duplicate: counts.duplicate }).toEqual({ code: 1, isFound: true, duplicate: 0 });
    },
    LIMIT_MS,
  );
});
