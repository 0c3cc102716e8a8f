import { parseArgs } from 'node:util';
import type { CancelChoice } from './sweep/order-kinds';

/** How the watchdog is to run, as the command line says. */
export interface WatchdogFlags {
  /** The longest silence, ms. */
  readonly maxSilenceMs: number;
  readonly port: number;
  /** Holds the state file and the token file. */
  readonly directory: string;
  readonly cancels: CancelChoice;
  readonly closesPositions: boolean;
  readonly isArmedAtStart: boolean;
  /** How long to try until nothing is left, ms. */
  readonly giveUpAfterMs: number;
}

/** What was asked. `refused` names everything that is wrong. */
export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'clear'; readonly reason: string; readonly directory: string }
  | { readonly kind: 'run'; readonly flags: WatchdogFlags }
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

export const flagRows = [
  { name: 'silence', value: 'seconds', meaning: 'how long the host may be silent; default 30' },
  { name: 'port', value: 'number', meaning: 'port of 127.0.0.1 to beat at; default 3010, 0 takes a free one' },
  { name: 'directory', value: 'path', meaning: 'where state.json and token are kept, for their owner only; default data/watchdog' },
  {
    name: 'cancel',
    value: 'opening|all',
    meaning: 'opening (default): closing orders, take-profits and stop-losses stay; all: they go as well',
  },
  { name: 'close', meaning: 'close every position at the market, too' },
  { name: 'armed', meaning: 'count from the start, without waiting for a first beat' },
  { name: 'give-up-after', value: 'seconds', meaning: 'how long to try until nothing is left, then end with 3; default 900' },
  { name: 'clear', value: 'reason', meaning: 'a person has looked: what had fired is over; a watchdog that runs takes notice' },
  { name: 'help', meaning: 'print this' },
] as const satisfies readonly { readonly name: string; readonly value?: string; readonly meaning: string }[];

type FlagName = (typeof flagRows)[number]['name'];

const DIRECTORY = 'data/watchdog';

/** Reads the command line; nothing is opened. */
export function readFlags(args: readonly string[]): Asked {
  const complaints: string[] = [];
  const texts = readTexts(args, complaints);
  const complain = (name: FlagName, expected: string): void => {
    complaints.push(`--${name}: found ${JSON.stringify(texts.get(name))}, expected ${expected}`);
  };
  const seconds = (name: FlagName, fallback: number, least: number, most: number): number => {
    const text = texts.get(name);
    const value = text === undefined ? fallback : /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most)) complain(name, `seconds from ${least} to ${most}`);
    return Math.round(value * 1_000);
  };
  const maxSilenceMs = seconds('silence', 30, 1, 3_600);
  const giveUpAfterMs = seconds('give-up-after', 900, 1, 86_400);
  const port = /^\d{1,5}$/.test(texts.get('port') ?? '3010') ? Number(texts.get('port') ?? 3010) : Number.NaN;
  if (!(port <= 65_535)) complain('port', 'a whole number from 0 to 65535');
  const cancels = texts.get('cancel') ?? 'opening';
  if (cancels !== 'opening' && cancels !== 'all') complain('cancel', 'opening or all');
  const reason = texts.get('clear')?.trim();
  if (reason !== undefined && reason.length < 3) complain('clear', 'a reason in words');
  const directory = texts.get('directory') ?? DIRECTORY;

  if (complaints.length > 0) return { kind: 'refused', complaints };
  if (texts.has('help')) return { kind: 'help' };
  if (reason !== undefined) return { kind: 'clear', reason, directory };
  const isArmedAtStart = texts.has('armed');
  const closesPositions = texts.has('close');
  return {
    kind: 'run',
    flags: { maxSilenceMs, port, directory, cancels: cancels as CancelChoice, closesPositions, isArmedAtStart, giveUpAfterMs },
  };
}

export function helpText(): string {
  const names = flagRows.map((row) => `--${row.name}${'value' in row ? ` <${row.value}>` : ''}`);
  const width = Math.max(...names.map(({ length }) => length)) + 2;
  const lines = flagRows.map(({ meaning }, at) => `  ${(names[at] ?? '').padEnd(width)}${meaning}`);
  return ['Cancels the orders of the account when the host stops beating.', '', ...lines].join('\n');
}

function readTexts(args: readonly string[], complaints: string[]): ReadonlyMap<FlagName, string> {
  const options = Object.fromEntries(
    flagRows.map((row) => [row.name, { type: 'value' in row ? ('string' as const) : ('boolean' as const) }]),
  );
  // Not strict: one wrong word would hide all the others.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const texts = new Map<FlagName, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') complaints.push(`found ${JSON.stringify(token.value)}, expected flags only (--help lists them)`);
    if (token.kind !== 'option') continue;
    const row = flagRows.find(({ name }) => name === token.name);
    if (row === undefined) complaints.push(`found ${token.rawName}, expected one of ${flagRows.map(({ name }) => `--${name}`).join(', ')}`);
    else if (texts.has(row.name)) complaints.push(`--${row.name}: found twice, expected once`);
    else if ('value' in row && (token.value ?? '') === '') complaints.push(`--${row.name}: found nothing, expected ${row.value}`);
    else if (!('value' in row) && token.value !== undefined) complaints.push(`--${row.name}: found a value, expected none`);
    else texts.set(row.name, token.value ?? '');
  }
  return texts;
}
