import { isDecimal, isNegative } from '@prate/execution-interface/decimal';
import type { CandleAggregator } from '../candle-aggregator';
import { CandleFlag } from '../candle-flag';
import { type DecimalGrid, type InstrumentGrid, readInstrumentGrid, readKeptGrid, type CandleGrid } from '../candle-grid';
import { CandleInputError, MAX_ISSUES } from '../errors';
import type { ObservedSecond } from '../observed/observed-second';
import { scaleOf, toScaled } from '../scaled-number';
import type { SeriesName } from '../series-name';
import { eachChunk } from './each-chunk';
import { CandleFileError, type FileIssue } from './errors';
import { type ImportOptions, type ImportReport, type ImportSource, readTime } from './import-source';
import type { NamedRow } from './read-rows';

const KNOWN = {
  symbol: [],
  timestamp: ['opentimems', 'open_time', 'time', 'ms', 'ts', 't', 'date', 'datetime'],
  open: ['o'],
  high: ['h'],
  low: ['l'],
  close: ['c'],
  volume: ['v', 'vol'],
  turnover: ['amount', 'quote_volume', 'quotevolume'],
  priceStep: [],
  volumeStep: [],
  contractSize: [],
  origin: [],
  flags: [],
  intervalSeconds: [],
} as const satisfies Record<string, readonly string[]>;

const REQUIRED = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;

export type SecondColumn = keyof typeof KNOWN;

export interface ImportSecondsOptions extends ImportOptions {
  readonly symbol: string;
  readonly series?: SeriesName;
  /** Grid of the instrument, where the rows do not tell theirs. */
  readonly instrument?: CandleGrid;
  /** The venue's clock, ms since 1970: seconds that are not over by 2 s then are refused. */
  readonly serverTimeMs: number;
  /**
   * Says that rows without an origin are real: built from all trades of their second. Without it, a file must have the column `origin`, and
   * only rows that say `observed` are stored: an estimated second is never taken for a real one.
   */
  readonly areObserved?: boolean;
  readonly columns?: Partial<Readonly<Record<SecondColumn, string>>>;
}

/**
 * Observed seconds of one symbol out of a text file, in time order. Reads the file twice: first every row is checked and nothing stored. Counts
 * in the report are seconds.
 *
 * @throws {CandleFileError} `columns` or `rows`, naming lines; nothing was stored
 */
export async function importSeconds(
  source: ImportSource,
  aggregator: CandleAggregator,
  options: ImportSecondsOptions,
): Promise<ImportReport> {
  const { symbol, series, serverTimeMs, areObserved = false } = options;
  const required = areObserved ? REQUIRED : ([...REQUIRED, 'origin'] as const);
  const reading = { known: KNOWN, required, ...options };
  const reader = new SecondReader(options);
  await eachChunk(source, reading, 'check', async (rows) => {
    for (const row of rows) reader.read(row);
    if (reader.issues.length >= MAX_ISSUES) throw CandleFileError.ofRows(reader.issues);
  });
  if (reader.issues.length > 0) throw CandleFileError.ofRows(reader.issues);
  const report = { rows: 0, inserted: 0, updated: 0, unchanged: 0, passedOver: 0 };
  const again = new SecondReader(options);
  await eachChunk(source, reading, 'store', async (rows) => {
    const seconds = rows.flatMap((row) => again.read(row) ?? []);
    report.rows += rows.length;
    report.passedOver += rows.length - seconds.length;
    if (again.issues.length > 0) throw CandleFileError.ofRows(again.issues);
    if (seconds.length === 0) return;
    const stored = await aggregator.storeSeconds({
      symbol,
      seconds,
      receivedAtMs: serverTimeMs,
      ...(series === undefined ? {} : { series }),
    });
    report.inserted += stored.inserted;
    report.updated += stored.updated;
    report.unchanged += stored.unchanged;
  });
  return report;
}

/** Rows to seconds; gathers what is wrong with them. */
class SecondReader {
  readonly issues: FileIssue[] = [];
  private lastMs = -1;
  private readonly instrument: InstrumentGrid | undefined;

  constructor(private readonly options: ImportSecondsOptions) {
    this.instrument = options.instrument === undefined ? undefined : readInstrumentGrid(options.instrument);
  }

  /** Undefined for a row that is no observed second, or a bad one. */
  read({ line, values }: NamedRow<SecondColumn>): ObservedSecond | undefined {
    const fail = (code: FileIssue['code'], found: string, expected: string): undefined =>
      void this.issues.push({ line, code, found, expected });
    const { symbol, serverTimeMs } = this.options;
    const { intervalSeconds = '1' } = values;
    if (intervalSeconds !== '1') return fail('row', `intervalSeconds ${intervalSeconds}`, '1: candles of another length are no seconds');
    // As it was served, its volume holds a share of what nobody saw.
    const isAdjusted = values.flags?.split(' ').includes('adjusted') === true;
    if ((values.origin ?? 'observed') !== 'observed' || isAdjusted) return undefined;
    if (values.symbol !== undefined && values.symbol !== symbol) return fail('symbol-mismatch', values.symbol, symbol);
    const timeMs = readTime(values.timestamp, this.options.timeUnit);
    if (!Number.isSafeInteger(timeMs) || timeMs < 1e11) return fail('number', `timestamp ${values.timestamp}`, 'milliseconds since 1970');
    if (timeMs % 1000 !== 0) return fail('unaligned', `timestamp ${timeMs}`, 'a multiple of 1000');
    if (timeMs + 3_000 > serverTimeMs) return fail('future', `timestamp ${timeMs}`, `a second that was over 2 s before ${serverTimeMs}`);
    if (timeMs <= this.lastMs) return fail('row', `timestamp ${timeMs} after ${this.lastMs}`, 'rows in time order, each second once');
    this.lastMs = timeMs;
    const prices = [values.open, values.high, values.low, values.close].map(Number) as [number, number, number, number];
    const volume = Number(values.volume);
    if (![...prices, volume].every(Number.isFinite) || Math.min(...prices) <= 0 || volume < 0)
      return fail('number', `prices ${prices.join(', ')}, volume ${values.volume}`, 'finite prices above 0 and a volume of 0 or more');
    const [open, high, low, close] = prices;
    if (low > Math.min(open, close) || high < Math.max(open, close))
      return fail('shape', `open ${open}, high ${high}, low ${low}, close ${close}`, 'low and high that enclose open and close');
    return this.scaled(values, prices, volume, timeMs, fail);
  }

  private scaled(
    values: NamedRow<SecondColumn>['values'],
    prices: readonly [number, number, number, number],
    volume: number,
    timeMs: number,
    fail: (code: FileIssue['code'], found: string, expected: string) => undefined,
  ): ObservedSecond | undefined {
    const grid = this.gridOf(values, fail);
    if (grid === 'bad') return undefined;
    const priceGrid = gridFor(prices, grid?.price);
    const volumeGrid = gridFor([volume], grid?.volume);
    const [open, high, low, close] = priceGrid === undefined ? [] : prices.map((price) => toScaled(price, priceGrid.scale));
    const units = volumeGrid === undefined ? undefined : toScaled(volume, volumeGrid.scale);
    if (priceGrid === undefined || volumeGrid === undefined || open === undefined || high === undefined || low === undefined)
      return fail('precision', `prices ${prices.join(', ')}, volume ${volume}`, 'at most 12 decimals and fewer than 2^53 steps');
    if (close === undefined || units === undefined)
      return fail('precision', `close ${prices[3]}, volume ${volume}`, 'fewer than 2^53 steps');
    const { turnover } = values;
    if (turnover !== undefined && (!isDecimal(turnover) || isNegative(turnover)))
      return fail('number', `turnover ${turnover}`, 'a decimal of 0 or more');
    return {
      openTimeS: timeMs / 1000,
      open,
      high,
      low,
      close,
      priceGrid,
      volume: units,
      volumeGrid,
      ...(grid?.contractSize === undefined ? {} : { contractSize: grid.contractSize }),
      ...(turnover === undefined ? {} : { turnover }),
      flags: values.flags?.split(' ').includes('byPushes') === true ? CandleFlag.ByPushes : 0,
    };
  }

  private gridOf(
    { priceStep, volumeStep, contractSize }: NamedRow<SecondColumn>['values'],
    fail: (code: FileIssue['code'], found: string, expected: string) => undefined,
  ): InstrumentGrid | undefined | 'bad' {
    if (priceStep === undefined || volumeStep === undefined) return this.instrument;
    try {
      return readKeptGrid({ priceStep, volumeStep, ...(contractSize === undefined ? {} : { contractSize }) });
    } catch (error) {
      if (!(error instanceof CandleInputError)) throw error;
      for (const { code, found, expected } of error.issues) fail(code, found, expected);
      return 'bad';
    }
  }
}

/** The grid where all values are on it; else the coarsest decimal one that holds them. */
function gridFor(values: readonly number[], grid: DecimalGrid | undefined): DecimalGrid | undefined {
  if (grid !== undefined && values.every((value) => (toScaled(value, grid.scale) ?? 0.5) % grid.step === 0)) return grid;
  let scale = 0;
  for (const value of values) {
    const own = scaleOf(value);
    if (own === undefined) return undefined;
    scale = Math.max(scale, own);
  }
  return { step: 1, scale };
}
