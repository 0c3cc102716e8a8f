import { helpText, readCandleFlags } from './candle-flags';

const BASE = ['--database', 'a.db', '--symbol', 'BTC_USDT'];

describe('readCandleFlags', () => {
  it('default: a file to import, its format by its name', () => {
    expect(readCandleFlags(['import', 'minutes.csv.gz', ...BASE])).toMatchObject({
      kind: 'run',
      task: {
        command: 'import',
        file: 'minutes.csv.gz',
        database: 'a.db',
        symbol: 'BTC_USDT',
        kind: 'minutes',
        format: 'csv',
        isJson: false,
      },
    });
  });

  it('args: everything there is', () => {
    const asked = readCandleFlags([
      ...['export', 'out', ...BASE, '--kind', 'buckets', '--format', 'parquet', '--interval', '7', '--from', '2026-01-05T00:00:00Z'],
      ...['--to', '1767571200000', '--prices', 'stitched', '--origin', 'day', '--fill', 'carry', '--turnover', '--json'],
    ]);
    expect(asked).toMatchObject({ kind: 'run', task: { kind: 'buckets', format: 'parquet', isJson: true } });
    const columns = readCandleFlags(['import', 'a.jsonl', ...BASE, '--columns', 'timestamp=begin,volume=qty']);
    expect(columns).toMatchObject({ task: { format: 'ndjson', columns: { timestamp: 'begin', volume: 'qty' } } });
  });

  it('args: help, also without a word', () => {
    expect(readCandleFlags([])).toEqual({ kind: 'help' });
    expect(readCandleFlags(['--help'])).toEqual({ kind: 'help' });
    expect(helpText()).toContain('--time-unit ms|s|iso');
  });

  it.each([
    [['copy', 'a.csv', ...BASE], /found copy, expected import or export/],
    [['import', ...BASE], /found 0 files, expected one/],
    [['import', 'a.csv'], /--database: found nothing/],
    [['import', 'a.txt', ...BASE], /found a file named a.txt, expected .csv/],
    [['import', 'a.parquet', ...BASE], /found parquet, expected csv or ndjson/],
    [['import', 'a.csv', ...BASE, '--kind', 'seconds'], /found seconds, expected minutes or observed/],
    [['import', 'a.csv', ...BASE, '--contract-size', '0.1'], /found no --tick-size/],
    [['import', 'a.csv', ...BASE, '--time-unit', 'h', '--columns', 'x'], /--time-unit: found "h".*--columns: found "x"/],
    [['import', 'a.csv', ...BASE, '--colour', '--symbol', 'B'], /found --colour.*--symbol: found twice/],
    [['export', 'a.csv', ...BASE, '--from', 'yesterday'], /--from: found "yesterday", expected ms since 1970/],
  ])('error: %j', (args, message) => {
    const asked = readCandleFlags(args);
    expect(asked.kind === 'refused' ? asked.complaints.join('; ') : asked.kind).toMatch(message);
  });
});
