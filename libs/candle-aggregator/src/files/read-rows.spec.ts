import { CandleFileError } from './errors';
import { readRows } from './read-rows';

const KNOWN = { timestamp: ['ms', 'time'], open: ['o'], note: [] } as const;

async function* pieces(text: string, length: number): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

async function read(text: string, options: Partial<Parameters<typeof readRows>[1]> = {}, length = 7): Promise<unknown[]> {
  const rows: unknown[] = [];
  const reading = { format: 'csv' as const, known: KNOWN, required: ['timestamp', 'open'], ...options };
  for await (const batch of readRows<string>(pieces(text, length), reading)) rows.push(...batch);
  return rows;
}

describe('readRows', () => {
  it('default: cells by the names of their columns, in any order, whatever the pieces', async () => {
    const text = '\uFEFFtimestamp,extra,open\r\n1,x,2\r\n\r\n3,,4';
    const expected = [
      { line: 2, values: { timestamp: '1', open: '2' } },
      { line: 4, values: { timestamp: '3', open: '4' } },
    ];
    for (let length = 1; length <= text.length; length += 1) expect(await read(text, {}, length)).toEqual(expected);
  });

  it('args: names other programs use are known; others are given', async () => {
    expect(await read('ms,o\n1,2\n')).toEqual([{ line: 2, values: { timestamp: '1', open: '2' } }]);
    expect(await read('Begin,First\n1,2\n', { columns: { timestamp: 'begin', open: 'first' } })).toEqual([
      { line: 2, values: { timestamp: '1', open: '2' } },
    ]);
  });

  it('behavior: quoted cells hold commas, quotes and line ends', async () => {
    expect(await read('timestamp,open,note\n1,2,"a ""b"", c\nd"\n3,"4",e\n')).toEqual([
      { line: 2, values: { timestamp: '1', open: '2', note: 'a "b", c\nd' } },
      { line: 3, values: { timestamp: '3', open: '4', note: 'e' } },
    ]);
  });

  it('args: ndjson, each object with its own keys', async () => {
    expect(await read('{"time":1,"open":2}\n{"open":4.5,"timestamp":"3","note":null}\n', { format: 'ndjson' })).toEqual([
      { line: 1, values: { timestamp: '1', open: '2' } },
      { line: 2, values: { timestamp: '3', open: '4.5' } },
    ]);
  });

  it.each([
    ['a missing column', 'timestamp,close\n1,2\n', {}, /line 1: found columns timestamp, close, expected also open \(open, o\)/],
    ['a named column that is not there', 'timestamp,open\n', { columns: { open: 'first' } }, /expected also open \(first\)/],
    ['too few cells', 'timestamp,open\n1,2\n3\n', {}, /line 3: row: found 1 cells, expected 2/],
    ['a broken quote', 'timestamp,open\n1,"2"x\n', {}, /line 2: row: found "2"x, expected a cell/],
    ['nothing', '', {}, /found an empty file/],
    ['no JSON', '{"timestamp":1,"open":2}\n[1]\n', { format: 'ndjson' as const }, /line 2: row: found \[1\], expected one JSON object/],
  ])('error: %s', async (_, text, options, message) => {
    await expect(read(text, options)).rejects.toThrow(message);
    await expect(read(text, options)).rejects.toBeInstanceOf(CandleFileError);
  });

  it('error: bytes that are no text', async () => {
    async function* bytes(): AsyncIterable<Uint8Array> {
      yield Uint8Array.of(0x74, 0x2c, 0xff, 0xfe, 0x0a);
    }
    const reading = async (): Promise<void> => {
      for await (const _rows of readRows<'timestamp'>(bytes(), { format: 'csv', known: { timestamp: [] }, required: [] })) continue;
    };
    await expect(reading()).rejects.toThrow('bytes that are no UTF-8');
  });
});
