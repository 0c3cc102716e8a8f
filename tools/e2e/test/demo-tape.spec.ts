import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Program, root } from './program';

const tape = (...args: string[]) => new Program('examples/dist/demo-tape.js', args).end();
const lastLine = (output: string) => output.trimEnd().split('\n').at(-1);

describe('demo-tape', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'prate-e2e-tape-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const write = async (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  it('args: columns ms,o,h,l,c,v, with a minute missing in the middle', async () => {
    const path = await write(
      'ethusd_1m.csv',
      'ms,o,h,l,c,v\n1475798400000,11.78,11.91,11.78,11.9,1.13872\n1475798460000,11.87,11.88,11.87,11.88,0.56799\n1475798580000,12,12,11.5,11.6,3\n',
    );
    const { code, output } = await tape(path);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('3 minutes of ETH_USDT');
    expect(output).toContain('1 gaps (1 minutes without a trade)');
    expect(lastLine(output)).toBe('tape: 3 minutes, 180 seconds stored, 3 of 3 minutes exact');
  });

  it('args: columns timestamp,open,…, gzipped, volume in the quote currency', async () => {
    const rows = [
      '2021-12-31 23:01:00.000000,46319.0,46385.0,46319.0,46377.0,2300413.7295',
      '2021-12-31 23:02:00.000000,46377.0,46411.0,46377.0,46411.0,1829623.1938',
    ];
    const path = await write('btc_perp.csv.gz', gzipSync(['timestamp,open,high,low,close,volume', ...rows, ''].join('\n')));
    const { code, output } = await tape(path);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('2 minutes of BTC_USD ');
    expect(lastLine(output)).toBe('tape: 2 minutes, 120 seconds stored, 2 of 2 minutes exact');
  });

  it('behavior: the noise of a sum of doubles is read at 15 digits, and said', async () => {
    const path = await write(
      'btc_noise.csv',
      'timestamp,open,high,low,close,volume\n2022-01-01 03:08:00.000000,46815.5,46828.0,46799.0,46799.5,218102.59507500002\n',
    );
    const { code, output } = await tape(path);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('1 rows carry more than 15 significant digits');
    expect(lastLine(output)).toBe('tape: 1 minutes, 60 seconds stored, 1 of 1 minutes exact');
  });

  it.each([
    ['a header of another file', 'a,b,c\n1,2,3\n', /line 1: found "a,b,c", expected ms,o,h,l,c,v or timestamp/],
    [
      'seconds instead of minutes',
      'ms,o,h,l,c,v\n1475798404000,1,1,1,1,1\n',
      /line 2: found the time "1475798404000", expected the start of a minute/,
    ],
    ['a word instead of a price', 'ms,o,h,l,c,v\n1475798400000,1,high,1,1,1\n', /line 2: .*expected a time and five decimals/],
    ['time running backwards', 'ms,o,h,l,c,v\n1475798460000,1,1,1,1,1\n1475798400000,1,1,1,1,1\n', /line 3: .*expected one later/],
    ['no rows', 'ms,o,h,l,c,v\n', /found no rows/],
    ['a gap in a gzip file', gzipSync('ms,o,h,l,c,v\n').subarray(0, 15), /demo-tape: .*(unexpected end|incorrect)/],
  ])('error: %s', async (name, content, message) => {
    const path = await write(`${name.replace(/ /g, '-')}${typeof content === 'string' ? '.csv' : '.csv.gz'}`, content);
    const { code, output } = await tape(path);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(message) });
  });

  it('error: no such file, no file named', async () => {
    expect(await tape(join(folder, 'nowhere.csv'))).toMatchObject({ code: 1, output: expect.stringMatching(/ENOENT.*nowhere\.csv/) });
    expect(await tape()).toMatchObject({ code: 2, output: expect.stringMatching(/found 0 files, expected one/) });
  });

  const recorded = join(root, '..', 'shared', 'data', 'btcusd_20161007_1m.csv');
  const isRecordedHere = existsSync(recorded);
  if (!isRecordedHere) console.log(`demo-tape: the recorded day is not run, because ${'../shared/data'} is absent`);
  (isRecordedHere ? it : it.skip)('behavior: a recorded day, exact to the last minute', async () => {
    const { code, output } = await tape(recorded);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(lastLine(output)).toBe('tape: 1419 minutes, 85140 seconds stored, 1419 of 1419 minutes exact');
  });
});
