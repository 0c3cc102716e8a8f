import { CandleAggregator, CandleError, type CandleStore, type CandleGrid, type InterpolationMethod } from '@prate/candle-aggregator';
import {
  type CandleTable,
  type WatchedProgress,
  bucketTable,
  importMinutes,
  importSeconds,
  minuteTable,
  observedTable,
  openCandleFile,
  secondTable,
  writeParquetFile,
  writeTextFile,
} from '@prate/candle-aggregator/files';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import type { DecimalText } from '@prate/execution-interface';
import { type Clock, SystemClock } from '@prate/execution-interface';
import { type CandleTask, helpText, readCandleFlags } from './candle-flags';
import { type Voices, progressDisplay } from './progress-display';

export type ExitCode = 0 | 1 | 2 | 130;

export interface RunCandlesOptions {
  readonly voices: Voices;
  /** A wish to stop. */
  readonly signal: AbortSignal;
  readonly isTerminal: boolean;
  readonly clock?: Clock;
}

/** One run of `candles import` or `candles export`. The database is closed and whole whatever happens. */
export async function runCandles(args: readonly string[], options: RunCandlesOptions): Promise<ExitCode> {
  const { voices, signal, isTerminal, clock = new SystemClock() } = options;
  const asked = readCandleFlags(args);
  if (asked.kind === 'help') {
    voices.say(helpText());
    return 0;
  }
  if (asked.kind === 'refused') {
    if (asked.isJson) voices.say(JSON.stringify({ error: { code: 'usage', message: asked.complaints.join('; ') } }));
    else for (const complaint of asked.complaints) voices.complain(`candles: ${complaint}`);
    return 2;
  }
  const { task } = asked;
  const display = progressDisplay(task.isJson ? 'json' : isTerminal ? 'bar' : 'lines', voices, clock);
  try {
    const result = await inDatabase(task, clock, { signal, onProgress: (progress) => display.show(progress) });
    display.end();
    voices.say(task.isJson ? JSON.stringify({ result }) : inWords(result));
    return 0;
  } catch (error) {
    display.end();
    const { code, message } = signal.aborted ? { code: 'stopped', message: 'stopped; what was stored is whole' } : describe(error);
    if (task.isJson) voices.say(JSON.stringify({ error: { code, message } }));
    else voices.complain(`candles: ${message}`);
    return signal.aborted ? 130 : 1;
  }
}

interface FileRun {
  readonly signal: AbortSignal;
  readonly onProgress: WatchedProgress;
}

type Result = Readonly<Record<string, string | number>>;

async function inDatabase(task: CandleTask, clock: Clock, run: FileRun): Promise<Result> {
  // How the tables are kept is for the process to choose that lives with them.
  const database = await CandleDatabase.open(task.database, { clock, timescale: 'never' });
  try {
    const [method, seed] = [task.texts.get('method') as InterpolationMethod | undefined, task.texts.get('seed')];
    const aggregator = new CandleAggregator(database, {
      clock,
      ...(method === undefined ? {} : { method }),
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    });
    return task.command === 'import'
      ? await importFile(task, aggregator, clock, run)
      : await exportFile(task, database, aggregator, clock, run);
  } finally {
    await database.close();
  }
}

async function importFile(task: CandleTask, aggregator: CandleAggregator, clock: Clock, run: FileRun): Promise<Result> {
  const { file, format, symbol, kind, columns, texts } = task;
  const source = await openCandleFile(file, format === 'csv' ? 'csv' : 'ndjson');
  const [timeUnit, instrument] = [texts.get('time-unit') as 'ms' | 's' | 'iso' | undefined, gridOf(texts)];
  const options = {
    ...run,
    symbol,
    columns,
    serverTimeMs: clock.nowMs(),
    ...(timeUnit === undefined ? {} : { timeUnit }),
    ...(instrument === undefined ? {} : { instrument }),
    ...seriesOf(task),
  };
  const report =
    kind === 'observed'
      ? await importSeconds(source, aggregator, { ...options, areObserved: texts.has('real') })
      : await importMinutes(source, aggregator, options);
  return { command: 'import', kind, symbol, ...report };
}

async function exportFile(task: CandleTask, store: CandleStore, aggregator: CandleAggregator, clock: Clock, run: FileRun): Promise<Result> {
  const { file, format, symbol, kind, texts } = task;
  const startTs = readTime(texts.get('from')) ?? (await firstKnownMs(store, task));
  const endTs = readTime(texts.get('to')) ?? clock.nowMs();
  const table = tableOf(task, store, aggregator, { startTs, endTs: Math.max(endTs, startTs + 1) });
  const report = format === 'parquet' ? await writeParquetFile(file, table, run) : await writeTextFile(file, table, format, run);
  return { command: 'export', kind, symbol, file, ...report };
}

function tableOf(
  task: CandleTask,
  store: CandleStore,
  aggregator: CandleAggregator,
  times: { readonly startTs: number; readonly endTs: number },
): CandleTable {
  const { symbol, kind, texts } = task;
  const range = { symbol, ...times, ...seriesOf(task) };
  const turnover = texts.has('turnover');
  if (kind === 'minutes') return minuteTable(store, range);
  if (kind === 'observed') return observedTable(store, range);
  if (kind === 'seconds') return secondTable(aggregator, { ...range, turnover });
  return bucketTable(aggregator, {
    ...range,
    turnover,
    intervalSeconds: Number(texts.get('interval') ?? '60'),
    origin: texts.get('origin') === 'day' ? 'day' : 'epoch',
    prices: texts.get('prices') === 'stitched' ? 'stitched' : 'real',
    fill: texts.get('fill') === 'carry' ? 'carry' : 'none',
  });
}

async function firstKnownMs(store: CandleStore, task: CandleTask): Promise<number> {
  for await (const rows of store.seconds({ symbol: task.symbol, startTs: 0, endTs: Number.MAX_SAFE_INTEGER, ...seriesOf(task) })) {
    const firstMs = (rows.openTimeS[0] ?? 0) * 1000;
    if (rows.length > 0) return firstMs - (firstMs % 60_000);
  }
  return 0;
}

function seriesOf({ texts }: CandleTask): { readonly series?: 'trade' | 'index' | 'fair' } {
  const series = texts.get('series') as 'trade' | 'index' | 'fair' | undefined;
  return series === undefined ? {} : { series };
}

function gridOf(texts: CandleTask['texts']): CandleGrid | undefined {
  const [tickSize, contractSize, contractStep] = [texts.get('tick-size'), texts.get('contract-size'), texts.get('contract-step')];
  if (tickSize === undefined) return undefined;
  return {
    tickSize: tickSize as DecimalText,
    ...(contractSize === undefined ? {} : { contractSize: contractSize as DecimalText }),
    ...(contractStep === undefined ? {} : { contractStep: contractStep as DecimalText }),
  };
}

function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

function inWords(result: Result): string {
  const { command, kind, symbol, ...numbers } = result;
  const parts = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return `${command}: ${symbol} ${kind}: ${parts.join(', ')}`;
}

/** Foreseen causes are one clear message without a stack. */
function describe(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof CandleError) return { code: (error as { code?: string }).code ?? 'input', message: error.message };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (typeof code === 'string') return { code, message: (error as Error).message };
  return { code: 'unforeseen', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
