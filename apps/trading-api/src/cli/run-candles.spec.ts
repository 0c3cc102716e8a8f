import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunCandlesOptions, runCandles } from './run-candles';

const START_MS = Date.UTC(2021, 0, 1);

jest.setTimeout(30_000);

describe('runCandles', () => {
  let folder: string;
  let database: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'run-candles-'));
  });

  beforeEach(async () => {
    database = join(await mkdtemp(join(folder, 'run-')), 'candles.db');
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function run(args: readonly string[], changes: Partial<RunCandlesOptions> = {}) {
    const said: string[] = [];
    const complained: string[] = [];
    const voices = { say: (line: string) => void said.push(line), complain: (line: string) => void complained.push(line) };
    const options = { voices, signal: new AbortController().signal, isTerminal: false, ...changes };
    const code = await runCandles([...args, '--database', database, '--symbol', 'BTC_USDT'], options);
    return { code, said, complained };
  }

  async function file(name: string, rows: readonly string[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `${rows.join('\n')}\n`);
    return path;
  }

  const minutes = (count: number): string[] => [
    'ms,o,h,l,c,v',
    ...Array.from({ length: count }, (_, index) => `${START_MS + index * 60_000},29000,29100,28900,29050,120`),
  ];

  it('default: what is imported is exported again, as every format', async () => {
    const imported = await run(['import', await file('in.csv', minutes(3))]);
    expect(imported).toEqual({
      code: 0,
      said: ['import: BTC_USDT minutes: rows 3, inserted 3, updated 0, unchanged 0, passedOver 0'],
      complained: [],
    });
    for (const [kind, count] of [
      ['minutes', 3],
      ['seconds', 180],
      ['buckets', 36],
    ] as const) {
      const path = join(folder, `${kind}.ndjson`);
      const exported = await run(['export', path, '--kind', kind, '--interval', '5', '--turnover']);
      expect(exported).toMatchObject({ code: 0, said: [expect.stringContaining(`rows ${count}`)] });
      expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(count);
    }
  });

  it('args: --json: one object a line', async () => {
    const { code, said } = await run(['import', await file('json.csv', minutes(2)), '--json']);
    expect([code, said.map((line) => JSON.parse(line) as unknown)]).toEqual([
      0,
      [
        {
          result: { command: 'import', kind: 'minutes', symbol: 'BTC_USDT', rows: 2, inserted: 2, updated: 0, unchanged: 0, passedOver: 0 },
        },
      ],
    ]);
    const failed = await run(['import', join(folder, 'nowhere.csv'), '--json']);
    expect([failed.code, JSON.parse(failed.said[0] ?? '')]).toEqual([
      1,
      { error: { code: 'ENOENT', message: expect.any(String) as string } },
    ]);
  });

  it('behavior: without a terminal, a line of progress at most every five seconds', async () => {
    let nowMs = START_MS + 86_400_000 * 10;
    const clock = { nowMs: () => (nowMs += 2_600) };
    const { complained } = await run(['import', await file('slow.csv', minutes(2_500))], { clock });
    expect(complained.length).toBeGreaterThan(1);
    expect(complained[0]).toMatch(/^check: \d+ rows, \d+ %$/);
  });

  it('error: a bad row names its line, ends with 1, and stores nothing', async () => {
    const path = await file('bad.csv', [...minutes(2), `${START_MS + 120_000},1,1,2,1,1`]);
    const { code, complained } = await run(['import', path]);
    expect([code, complained]).toEqual([1, [expect.stringMatching(/^candles: import: line 4: shape: .*nothing was stored/)]]);
    expect(await run(['export', join(folder, 'none.csv'), '--from', String(START_MS)])).toMatchObject({
      code: 0,
      said: [expect.stringContaining('rows 0')],
    });
  });

  it('error: a wrong command line ends with 2', async () => {
    expect(await run(['import', 'a.csv', '--kind', 'x'])).toMatchObject({
      code: 2,
      complained: [expect.stringMatching(/^candles: --kind/)],
    });
    expect(await run(['import', 'a.csv', '--kind', 'x', '--json'])).toMatchObject({ code: 2, said: [expect.stringContaining('"usage"')] });
  });

  it('behavior: stopped, it ends with 130; what is stored is whole, and the same command goes on', async () => {
    const stop = new AbortController();
    const path = await file('stopped.csv', minutes(1_500));
    let shown = 0;
    const clock = { nowMs: () => START_MS + 86_400_000 * 10 + shown * 6_000 };
    const voices = {
      say: () => undefined,
      complain: (line: string) => {
        if (line.startsWith('store')) stop.abort();
      },
    };
    const ticking = { nowMs: () => ((shown += 1), clock.nowMs()) };
    expect(
      await runCandles(['import', path, '--database', database, '--symbol', 'BTC_USDT'], {
        voices,
        signal: stop.signal,
        isTerminal: false,
        clock: ticking,
      }),
    ).toBe(130);
    expect(await run(['import', path], { clock })).toMatchObject({
      code: 0,
      said: [expect.stringContaining('inserted 500, updated 0, unchanged 1000')],
    });
    expect((await readdir(folder)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
