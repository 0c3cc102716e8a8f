import type { DecimalText } from '@prate/execution-interface';
import type { CandleAggregator } from '../candle-aggregator';
import { CandleInputError, MAX_ISSUES } from '../errors';
import { METHODS } from '../interpolation/methods';
import type { InterpolationProfile } from '../minute';
import type { KeptGrid, MinuteInput, PriceInput } from '../minute-input';
import { checkMinutes, type ProcessOptions } from '../process-minutes';
import { CandleFileError, type FileIssue } from './errors';
import { type ImportOptions, type ImportReport, type ImportSource, readTime } from './import-source';
import { eachChunk } from './each-chunk';
import type { NamedRow } from './read-rows';

const KNOWN = {
  symbol: [],
  timestamp: ['opentimems', 'open_time', 'time', 'ms', 'ts', 't', 'date', 'datetime'],
  open: ['o'],
  high: ['h'],
  low: ['l'],
  close: ['c'],
  volume: ['v', 'vol'],
  contracts: [],
  turnover: ['amount', 'quote_volume', 'quotevolume'],
  stitchedOpen: [],
  stitchedHigh: [],
  stitchedLow: [],
  stitchedClose: [],
  priceStep: [],
  volumeStep: [],
  contractSize: [],
  method: [],
  seed: [],
  flags: [],
  revision: [],
  intervalSeconds: [],
} as const satisfies Record<string, readonly string[]>;

const REQUIRED = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;

export type MinuteColumn = keyof typeof KNOWN;

export interface ImportMinutesOptions
  extends ImportOptions, Pick<ProcessOptions, 'series' | 'instrument' | 'isOldAllowed' | 'serverTimeMs'> {
  readonly symbol: string;
  /** Names of the file's columns where they are not known ones: `{ timestamp: 'begin', volume: 'qty' }`. */
  readonly columns?: Partial<Readonly<Record<MinuteColumn, string>>>;
  /** The venue's clock, ms since 1970: minutes that are not over then are stored as forming. */
  readonly serverTimeMs: number;
}

/**
 * Minutes of one symbol out of a text file. Reads the file twice: first every row is checked and nothing stored, then it is stored in chunks,
 * each of them whole or not at all. Rows may stand in any order; one minute twice with different values is a conflict where both are near each
 * other (some thousand rows), else the later one is a correction. The same file again changes nothing; a minute that was filled, or corrected less
 * often than the stored one, replaces none.
 *
 * @throws {CandleFileError} `columns` or `rows`, naming lines; nothing was stored
 */
export async function importMinutes(
  source: ImportSource,
  aggregator: CandleAggregator,
  options: ImportMinutesOptions,
): Promise<ImportReport> {
  const issues: FileIssue[] = [];
  const reading = { known: KNOWN, required: REQUIRED, ...options };
  await eachChunk(source, reading, 'check', async (rows) => {
    for (const { line, values } of rows as readonly NamedRow<MinuteColumn>[]) {
      const { intervalSeconds = '60' } = values;
      const expected = '60: candles of another length are no minutes';
      if (intervalSeconds !== '60') issues.push({ line, code: 'row', found: `intervalSeconds ${intervalSeconds}`, expected });
    }
    for (const group of groupsOf(rows, options)) await checkGroup(group, options, issues);
    if (issues.length >= MAX_ISSUES) throw CandleFileError.ofRows(issues);
  });
  if (issues.length > 0) throw CandleFileError.ofRows(issues);
  const report = { rows: 0, inserted: 0, updated: 0, unchanged: 0, passedOver: 0 };
  await eachChunk(source, reading, 'store', async (rows) => {
    report.rows += rows.length;
    for (const { minutes, profile } of groupsOf(rows, options)) {
      const stored = await aggregator.processAndStore(minutes, options.symbol, {
        ...processOptions(options),
        ...(profile === undefined ? {} : { profile }),
      });
      report.inserted += stored.inserted / 60;
      report.updated += stored.updated / 60;
      report.unchanged += stored.unchanged / 60;
      report.passedOver += stored.refused;
    }
  });
  return report;
}

/** Neighbouring rows made by the same profile. */
interface Group {
  readonly lines: number[];
  readonly minutes: MinuteInput[];
  readonly profile: InterpolationProfile | undefined;
}

async function checkGroup({ minutes, lines, profile }: Group, options: ImportMinutesOptions, issues: FileIssue[]): Promise<void> {
  if (
    profile !== undefined &&
    !(METHODS.has(profile.method) && Number.isInteger(profile.seed) && profile.seed >= 0 && profile.seed < 2 ** 32)
  ) {
    const expected = `one of ${[...METHODS.keys()].join(', ')} and a seed from 0 to 4294967295`;
    issues.push({ line: lines[0] ?? 0, code: 'option', found: `method ${profile.method}, seed ${profile.seed}`, expected });
  }
  try {
    await checkMinutes(minutes, options.symbol, { ...processOptions(options), nowMs: options.serverTimeMs });
  } catch (error) {
    if (!(error instanceof CandleInputError) || error.issues[0]?.index === undefined) throw error;
    for (const { index = 0, code, found, expected } of error.issues) issues.push({ line: lines[index] ?? 0, code, found, expected });
  }
}

function processOptions({ series, instrument, isOldAllowed, serverTimeMs }: ImportMinutesOptions): ProcessOptions {
  return {
    serverTimeMs,
    ...(series === undefined ? {} : { series }),
    ...(instrument === undefined ? {} : { instrument }),
    ...(isOldAllowed === undefined ? {} : { isOldAllowed }),
  };
}

function groupsOf(rows: readonly NamedRow<MinuteColumn>[], { timeUnit }: ImportMinutesOptions): Group[] {
  const groups: Group[] = [];
  let key: string | undefined;
  for (const { line, values } of rows) {
    const profile = values.method === undefined ? undefined : { method: values.method, seed: Number(values.seed ?? '0') };
    const own = `${profile?.method} ${profile?.seed}`;
    if (own !== key) groups.push({ lines: [], minutes: [], profile });
    key = own;
    groups.at(-1)?.lines.push(line);
    groups.at(-1)?.minutes.push(toMinute(values, timeUnit));
  }
  return groups;
}

function toMinute(values: NamedRow<MinuteColumn>['values'], timeUnit: ImportOptions['timeUnit']): MinuteInput {
  const { symbol, contracts, turnover, priceStep, volumeStep, contractSize, revision } = values;
  const flags = new Set(values.flags?.split(' '));
  const number = (text: string | undefined): number => (text === undefined ? Number.NaN : Number(text));
  const kept: KeptGrid | undefined =
    priceStep === undefined || volumeStep === undefined
      ? undefined
      : {
          priceStep,
          volumeStep,
          ...(contractSize === undefined ? {} : { contractSize }),
          isOffGrid: flags.has('offGrid'),
        };
  const stitched: PriceInput | undefined =
    values.stitchedOpen === undefined
      ? undefined
      : {
          open: number(values.stitchedOpen),
          high: number(values.stitchedHigh),
          low: number(values.stitchedLow),
          close: number(values.stitchedClose),
        };
  return {
    timestamp: readTime(values.timestamp, timeUnit),
    open: number(values.open),
    high: number(values.high),
    low: number(values.low),
    close: number(values.close),
    volume: number(values.volume),
    ...(symbol === undefined ? {} : { symbol }),
    ...(contracts === undefined ? {} : { contracts: number(contracts) }),
    ...(turnover === undefined ? {} : { turnover: turnover as DecimalText }),
    ...(stitched === undefined ? {} : { stitched }),
    ...(kept === undefined ? {} : { kept }),
    ...(flags.has('filled') ? { isFilled: true } : {}),
    ...(revision === undefined ? {} : { revision: number(revision) }),
  };
}
