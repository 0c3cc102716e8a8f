import { simulatedContracts } from '@prate/mexc-simulator';
import type { Upstream } from './paper';
import { type FaultFlag, readFaultFlag } from './fault-flag';
import type { FlagName } from './flag-rows';
import type { FlagTexts } from './flags';

/** How the program is to run; everything was checked that can be checked without opening a file or a port. */
export interface ProgramOptions {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  /** Absent: all. */
  readonly symbols?: readonly string[];
  /** Absent: the simulator's own. Decimal text. */
  readonly balances?: Readonly<Record<string, string>>;
  readonly positionMode: 'hedge' | 'one-way';
  /** Absent symbol: as the file is called. */
  readonly tapes: readonly { readonly path: string; readonly symbol?: string }[];
  /** Absent: no paper trading. */
  readonly paper?: Upstream;
  readonly clock: 'machine' | 'manual' | 'tape';
  readonly startMs?: number;
  readonly rateLimits: 'published' | 'off';
  readonly duplicateExternalOid: 'refuse' | 'answer';
  readonly faults: readonly FaultFlag[];
  readonly controlPort?: number;
  /** A file of a saved exchange. */
  readonly restore?: string;
  readonly isJson: boolean;
}

/** What is wrong is added to `complaints`; the options are worth something only when nothing was. */
export function readProgramOptions(texts: FlagTexts, complaints: string[]): ProgramOptions {
  const only = (name: FlagName): string | undefined => texts.get(name)?.[0];
  const complain = (name: FlagName, found: unknown, expected: string): void => {
    complaints.push(`--${name}: found ${JSON.stringify(found)}, expected ${expected}`);
  };
  const word = <Word extends string>(name: FlagName, words: readonly Word[], fallback: Word): Word => {
    const found = only(name);
    if (found === undefined) return fallback;
    if (!words.includes(found as Word)) complain(name, found, words.join(' or '));
    return found as Word;
  };
  const whole = (name: FlagName, most: number, least = 0): number | undefined => {
    const found = only(name);
    if (found === undefined) return undefined;
    const value = /^-?\d{1,16}$/.test(found) ? Number(found) : Number.NaN;
    if (!(value >= least && value <= most)) complain(name, found, `a whole number from ${least} to ${most}`);
    return value;
  };

  const tapes = (texts.get('tape') ?? []).map((text) => {
    const [, symbol, path = text] = /^([A-Z0-9]+_[A-Z0-9]+)=(.+)$/.exec(text) ?? [];
    return symbol === undefined ? { path } : { path, symbol };
  });
  const clock = word('clock', ['machine', 'manual', 'tape'], tapes.length > 0 ? 'tape' : 'machine');
  if (clock === 'tape' && tapes.length === 0) complain('clock', 'tape', 'a --tape with it');
  if (clock === 'manual' && !texts.has('control-port'))
    complain('clock', 'manual', 'a --control-port with it: nothing else moves the clock');
  const start = only('start');
  if (start !== undefined && clock === 'machine') complain('start', start, 'a --clock manual or tape with it');
  const startMs = start === undefined ? undefined : readTime(start);
  if (Number.isNaN(startMs)) complain('start', start, 'ms since the epoch, or a time such as 2026-01-05T00:00:00Z');

  const symbols = only('symbols')?.split(',');
  const known = [...simulatedContracts.map(({ symbol }) => symbol), ...tapes.flatMap(({ symbol }) => symbol ?? [])];
  const paper = readPaper(texts, complain);
  for (const symbol of symbols ?? [])
    if (paper === undefined && !known.includes(symbol)) complain('symbols', symbol, `some of ${known.join(', ')}`);
  const balances = readBalances(only('balances'), (found) => complain('balances', found, 'such as USDT=10000,BTC=1'));
  const controlPort = whole('control-port', 65_535);
  const restore = only('restore');
  for (const name of ['seed', 'symbols', 'balances', 'mode', 'tape', 'duplicates', 'start', 'paper'] as const) {
    if (restore !== undefined && texts.has(name)) complain(name, only(name), 'none beside --restore, which brings its own');
  }
  return {
    port: whole('port', 65_535) ?? 0,
    host: only('host') ?? '127.0.0.1',
    seed: whole('seed', Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER) ?? 1,
    positionMode: word('mode', ['hedge', 'one-way'], 'hedge'),
    tapes,
    clock,
    rateLimits: word('rate-limits', ['published', 'off'], 'off'),
    duplicateExternalOid: word('duplicates', ['refuse', 'answer'], 'refuse'),
    faults: (texts.get('fault') ?? []).flatMap((text) => readFaultFlag(text, complaints)),
    isJson: texts.has('json'),
    ...(symbols === undefined ? {} : { symbols: [...new Set(symbols)] }),
    ...(balances === undefined ? {} : { balances }),
    ...(paper === undefined ? {} : { paper }),
    ...(startMs === undefined ? {} : { startMs }),
    ...(controlPort === undefined ? {} : { controlPort }),
    ...(restore === undefined ? {} : { restore }),
  };
}

/** Paper trading has its own prices and its own time. */
function readPaper(texts: FlagTexts, complain: (name: FlagName, found: unknown, expected: string) => void): Upstream | undefined {
  const [restUrl, wsUrl] = (['upstream-rest-url', 'upstream-ws-url'] as const).map((name) => texts.get(name)?.[0]);
  if (!texts.has('paper')) {
    if (restUrl !== undefined) complain('upstream-rest-url', restUrl, 'it with --paper only');
    if (wsUrl !== undefined) complain('upstream-ws-url', wsUrl, 'it with --paper only');
    return undefined;
  }
  for (const name of ['tape', 'clock', 'start'] as const) {
    if (texts.has(name)) complain(name, texts.get(name)?.[0], 'it without --paper: prices and time are those of the upstream');
  }
  if (!texts.has('symbols')) complain('paper', 'no --symbols', 'them named, such as --symbols BTC_USDT');
  if ((restUrl === undefined) !== (wsUrl === undefined)) {
    complain('paper', `only --upstream-${restUrl === undefined ? 'ws' : 'rest'}-url`, 'both addresses of an upstream, or none');
  }
  for (const symbol of texts.get('symbols')?.[0]?.split(',') ?? []) {
    if (!/^[A-Z0-9]+_[A-Z0-9]+$/.test(symbol)) complain('symbols', symbol, 'BASE_QUOTE such as BTC_USDT');
  }
  return { ...(restUrl === undefined ? {} : { restUrl }), ...(wsUrl === undefined ? {} : { wsUrl }) };
}

function readTime(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
}

function readBalances(text: string | undefined, complain: (found: string) => void): Readonly<Record<string, string>> | undefined {
  if (text === undefined) return undefined;
  const pairs = text.split(',').flatMap((pair) => {
    const [, currency, amount] = /^([A-Z0-9]{1,20})=(\d{1,20}(?:\.\d{1,18})?)$/.exec(pair) ?? [];
    if (currency !== undefined && amount !== undefined) return [[currency, amount] as const];
    complain(pair);
    return [];
  });
  return Object.fromEntries(pairs);
}
