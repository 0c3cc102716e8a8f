import { parseArgs } from 'node:util';

/** Flags of `npm run candles`, in the order of the help. */
export const flagRows = [
  { name: 'database', value: 'file|postgres://…', meaning: 'the candle file, which nothing else may have open, or a PostgreSQL database' },
  { name: 'symbol', value: 'name', meaning: 'such as BTC_USDT' },
  {
    name: 'kind',
    value: 'minutes|observed|seconds|buckets',
    meaning: 'what the rows are; default minutes. Import takes minutes and observed',
  },
  { name: 'series', value: 'trade|index|fair', meaning: 'default trade' },
  {
    name: 'format',
    value: 'csv|ndjson|parquet',
    meaning: 'default by the name of the file; .gz at its end compresses text. Import takes no parquet',
  },
  { name: 'from', value: 'time', meaning: 'export: ms since 1970, or such as 2026-01-05T00:00:00Z; default the first that is known' },
  { name: 'to', value: 'time', meaning: 'export: up to before this; default now' },
  { name: 'interval', value: 'seconds', meaning: 'export of buckets: 2 to 600; default 60' },
  { name: 'origin', value: 'epoch|day', meaning: 'export of buckets: where they are counted from; default epoch' },
  { name: 'prices', value: 'real|stitched', meaning: 'export of buckets; default real' },
  { name: 'fill', value: 'none|carry', meaning: 'export of buckets: what stands in holes; default none' },
  { name: 'turnover', meaning: 'export of seconds and buckets: with their turnover' },
  { name: 'columns', value: 'list', meaning: 'import: names of the file, such as timestamp=begin,volume=qty' },
  { name: 'time-unit', value: 'ms|s|iso', meaning: 'import: how times stand in the file; default ms' },
  { name: 'real', meaning: 'import of observed seconds: rows without the column origin are real, built from all trades of their second' },
  { name: 'tick-size', value: 'decimal', meaning: 'import: grid of the prices; found in them where absent' },
  { name: 'contract-size', value: 'decimal', meaning: 'import: volume of one contract; needs --tick-size' },
  { name: 'contract-step', value: 'decimal', meaning: 'import: smallest trade in contracts; default 1' },
  { name: 'method', value: 'bridge|linear', meaning: 'import of minutes: how their seconds are made; default bridge' },
  { name: 'seed', value: 'number', meaning: 'import of minutes: 0 to 4294967295; default 0' },
  { name: 'json', meaning: 'one JSON object a line: {"progress"} at most every 5 s, then {"result"} or {"error"}' },
  { name: 'help', meaning: 'print this' },
] as const satisfies readonly { readonly name: string; readonly value?: string; readonly meaning: string }[];

export type FlagName = (typeof flagRows)[number]['name'];
export type RowKind = 'minutes' | 'observed' | 'seconds' | 'buckets';
export type FileFormat = 'csv' | 'ndjson' | 'parquet';

/** What was asked of the program. */
export interface CandleTask {
  readonly command: 'import' | 'export';
  readonly file: string;
  readonly database: string;
  readonly symbol: string;
  readonly kind: RowKind;
  readonly format: FileFormat;
  readonly isJson: boolean;
  /** What was said behind the other flags. */
  readonly texts: ReadonlyMap<FlagName, string>;
  /** Names of the file by ours. */
  readonly columns: Readonly<Record<string, string>>;
}

/** `refused` names everything that is wrong, found and expected. */
export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly complaints: readonly string[]; readonly isJson: boolean }
  | { readonly kind: 'run'; readonly task: CandleTask };

const CHOICES: Partial<Record<FlagName, readonly string[]>> = {
  kind: ['minutes', 'observed', 'seconds', 'buckets'],
  series: ['trade', 'index', 'fair'],
  format: ['csv', 'ndjson', 'parquet'],
  origin: ['epoch', 'day'],
  prices: ['real', 'stitched'],
  fill: ['none', 'carry'],
  'time-unit': ['ms', 's', 'iso'],
  method: ['bridge', 'linear'],
};

const PATTERNS: Partial<Record<FlagName, { readonly pattern: RegExp; readonly expected: string }>> = {
  from: { pattern: /^(\d{12,14}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z)$/, expected: 'ms since 1970, or such as 2026-01-05T00:00:00Z' },
  to: { pattern: /^(\d{12,14}|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z)$/, expected: 'ms since 1970, or such as 2026-01-05T00:00:00Z' },
  interval: { pattern: /^\d{1,3}$/, expected: 'a whole number from 2 to 600' },
  seed: { pattern: /^\d{1,10}$/, expected: 'a whole number from 0 to 4294967295' },
  columns: { pattern: /^\w+=[^=,]+(,\w+=[^=,]+)*$/, expected: 'such as timestamp=begin,volume=qty' },
  'tick-size': { pattern: /^\d+(\.\d+)?$/, expected: 'a decimal such as 0.1' },
  'contract-size': { pattern: /^\d+(\.\d+)?$/, expected: 'a decimal such as 0.0001' },
  'contract-step': { pattern: /^\d+(\.\d+)?$/, expected: 'a decimal such as 1' },
};

/** Reads the command line. Nothing is opened. */
export function readCandleFlags(args: readonly string[]): Asked {
  const complaints: string[] = [];
  const { words, texts } = readTexts(args, complaints);
  if (texts.has('help') || (args.length === 0 && complaints.length === 0)) return { kind: 'help' };
  const isJson = texts.has('json');
  for (const [name, choices] of Object.entries(CHOICES) as [FlagName, readonly string[]][]) {
    const text = texts.get(name);
    if (text !== undefined && !choices.includes(text))
      complaints.push(`--${name}: found ${JSON.stringify(text)}, expected ${choices.join(', ')}`);
  }
  for (const [name, { pattern, expected }] of Object.entries(PATTERNS) as [FlagName, { pattern: RegExp; expected: string }][]) {
    const text = texts.get(name);
    if (text !== undefined && !pattern.test(text)) complaints.push(`--${name}: found ${JSON.stringify(text)}, expected ${expected}`);
  }
  const [command, file, ...more] = words;
  if (command !== 'import' && command !== 'export') complaints.push(`found ${command ?? 'nothing'}, expected import or export`);
  if (file === undefined || more.length > 0)
    complaints.push(`found ${words.length - 1} files, expected one: candles ${command ?? 'import'} <file>`);
  for (const name of ['database', 'symbol'] as const) if (!texts.has(name)) complaints.push(`--${name}: found nothing, expected it`);
  const kind = (texts.get('kind') ?? 'minutes') as RowKind;
  const format = (texts.get('format') ?? formatOf(file ?? '')) as FileFormat | undefined;
  if (format === undefined) complaints.push(`--format: found a file named ${file}, expected .csv, .ndjson or .parquet, or the flag`);
  if (command === 'import' && format === 'parquet') complaints.push('--format: found parquet, expected csv or ndjson: it is only written');
  if (command === 'import' && (kind === 'seconds' || kind === 'buckets'))
    complaints.push(`--kind: found ${kind}, expected minutes or observed: the others are made of them`);
  if (texts.has('contract-size') && !texts.has('tick-size')) complaints.push('--contract-size: found no --tick-size, expected both');
  if (complaints.length > 0 || file === undefined || format === undefined || (command !== 'import' && command !== 'export'))
    return { kind: 'refused', complaints, isJson };
  const [database = '', symbol = ''] = [texts.get('database'), texts.get('symbol')];
  const columns = Object.fromEntries((texts.get('columns') ?? '').split(',').flatMap((pair) => (pair === '' ? [] : [pair.split('=')])));
  return { kind: 'run', task: { command, file, database, symbol, kind, format, isJson, texts, columns } };
}

function formatOf(file: string): FileFormat | undefined {
  const match = /\.(csv|ndjson|jsonl|parquet)(\.gz)?$/i.exec(file);
  const name = match?.[1]?.toLowerCase();
  if (name === 'jsonl') return 'ndjson';
  return name as FileFormat | undefined;
}

function readTexts(args: readonly string[], complaints: string[]): { readonly words: string[]; readonly texts: Map<FlagName, string> } {
  const options = Object.fromEntries(
    flagRows.map((row) => [row.name, { type: 'value' in row ? ('string' as const) : ('boolean' as const) }]),
  );
  // Not strict: one wrong word would hide all the others.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const words: string[] = [];
  const texts = new Map<FlagName, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const row = flagRows.find(({ name }) => name === token.name);
    if (row === undefined) {
      complaints.push(`found ${token.rawName}, expected one of ${flagRows.map(({ name }) => `--${name}`).join(', ')}`);
      continue;
    }
    const text = token.value ?? '';
    if ('value' in row && text === '') complaints.push(`--${row.name}: found nothing, expected ${row.value}`);
    else if (!('value' in row) && token.value !== undefined)
      complaints.push(`--${row.name}: found ${JSON.stringify(text)}, expected no value`);
    else if (texts.has(row.name)) complaints.push(`--${row.name}: found twice, expected once`);
    else texts.set(row.name, text);
  }
  return { words, texts };
}

/** What the program prints for `--help`. */
export function helpText(): string {
  const flags = flagRows.map((row) => `  ${`--${row.name}${'value' in row ? ` ${row.value}` : ''}`.padEnd(44)} ${row.meaning}`);
  return [
    'candles import <file> --database <where> --symbol <name> [flags]',
    'candles export <file> --database <where> --symbol <name> [flags]',
    '',
    ...flags,
    '',
    'Ends with 0; 1 where a file or the database cannot be used, nothing of a bad import is stored; 2 for a wrong command line; 130 when stopped:',
    'what an import had stored by then stays, whole minutes of it, and the same command goes on; of an export nothing is left.',
  ].join('\n');
}
