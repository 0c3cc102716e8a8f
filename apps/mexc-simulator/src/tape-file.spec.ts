import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TapeFileError, readTapeFile, startOfTape } from './tape-file';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'prate-tape-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const START = 1_767_225_600_000;
const minute = (at: number, rest = '1,2,0.5,1.5,10') => `${START + at * 60_000},${rest}`;

describe('readTapeFile', () => {
  it.each([
    ['a header', `openTimeMs,open,high,low,close,volume\n${minute(0)}\n${minute(1)}\n`],
    ['a short header', `ms,o,h,l,c,v\r\n${minute(0)}\r\n${minute(1)}\r\n`],
    ['no header, an empty line', `${minute(0)}\n\n${minute(1)}`],
    ['times in words', 'timestamp,open,high,low,close,volume\n2026-01-01 00:00:00,1,2,0.5,1.5,10\n2026-01-01 00:01:00,1,2,0.5,1.5,10\n'],
  ])('default: minutes with %s', async (_case, content) => {
    const tape = await readTapeFile(await file('x.csv', content), 'BTC_USDT');
    const row = { open: '1', high: '2', low: '0.5', close: '1.5', volume: '10' };
    expect(tape).toEqual({
      symbol: 'BTC_USDT',
      minutes: [
        { openTimeMs: START, ...row },
        { openTimeMs: START + 60_000, ...row },
      ],
    });
    expect(startOfTape(tape)).toBe(START);
  });

  it('args: gzip; seconds; the symbol by the name of the file; noise of doubles is read at 15 digits', async () => {
    const path = await file('ethusdt_day.csv.gz', gzipSync(`${minute(0)}\n${START + 61_000},1,2,0.5,1.5,218102.59507500002\n`));
    const tape = await readTapeFile(path);
    expect(tape.symbol).toBe('ETH_USDT');
    expect('seconds' in tape && tape.seconds.at(-1)).toMatchObject({ openTimeMs: START + 61_000, volume: '218102.595075' });
    expect(
      (await readTapeFile(await file('btcusd_1.csv', 'timestamp,open,high,low,close,volume\n2026-01-01 00:00:00,1,2,0.5,1.5,10'))).symbol,
    ).toBe('BTC_USD');
  });

  it.each([
    ['no shape', 'time;price\n', /line 1: found "time;price", expected ms,o,h,l,c,v or/],
    ['no rows', 'ms,o,h,l,c,v\n', /found no rows/],
    [
      'a time between seconds',
      `${START + 1},1,2,0.5,1.5,10\n`,
      /line 1: found the time "1767225600001", expected a whole minute or second/,
    ],
    ['times that do not rise', `${minute(1)}\n${minute(1)}\n`, /line 2: found the time .*, expected one later/],
    ['a column missing', `${minute(0, '1,2,3,4')}\n`, /line 1: .*expected a time and five decimals/],
    ['no decimal', `ms,o,h,l,c,v\n${minute(0, '1,2,x,4,5')}\n`, /line 2: .*expected a time and five decimals/],
  ])('error: %s', async (_case, content, message) => {
    const reading = readTapeFile(await file('bad.csv', content));
    await expect(reading).rejects.toThrow(TapeFileError);
    await expect(reading).rejects.toThrow(message);
  });

  it('error: a file that is not there, or no gzip', async () => {
    await expect(readTapeFile(join(folder, 'none.csv'))).rejects.toThrow(/none\.csv: cannot be read \(ENOENT/);
    await expect(readTapeFile(await file('no.csv.gz', 'text'))).rejects.toThrow(/no\.csv\.gz: cannot be read \(incorrect header check/);
  });
});
