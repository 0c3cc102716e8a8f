import { parseArgs } from 'node:util';
import { type ProgramOptions, readProgramOptions } from './program-options';
import { type FlagName, flags } from './flag-rows';

/** What was asked of the program. `refused` names everything that is wrong, found and expected. */
export type Asked =
  | { readonly kind: 'help' | 'list-faults' | 'list-gaps' }
  | { readonly kind: 'run'; readonly options: ProgramOptions }
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

/** What was said behind each flag, in the order it was said; a flag without value stands with an empty text. */
export type FlagTexts = ReadonlyMap<FlagName, readonly string[]>;

/** Reads the command line. Nothing is started or opened. */
export function readFlags(args: readonly string[]): Asked {
  const complaints: string[] = [];
  const texts = readTexts(args, complaints);
  for (const kind of ['help', 'list-faults', 'list-gaps'] as const) {
    if (texts.has(kind) && complaints.length === 0) return { kind };
  }
  const options = readProgramOptions(texts, complaints);
  return complaints.length > 0 ? { kind: 'refused', complaints } : { kind: 'run', options };
}

function readTexts(args: readonly string[], complaints: string[]): FlagTexts {
  const options = Object.fromEntries(
    flags.map(({ name, value }) => [name, { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true }]),
  );
  // Not strict: one wrong word would hide all the others.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const texts = new Map<FlagName, readonly string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') complaints.push(`found ${JSON.stringify(token.value)}, expected flags only (--help lists them)`);
    if (token.kind !== 'option') continue;
    const row = flags.find(({ name }) => name === token.name);
    if (row === undefined) {
      complaints.push(`found ${token.rawName}, expected one of ${flags.map(({ name }) => `--${name}`).join(', ')}`);
      continue;
    }
    const name = row.name as FlagName;
    const text = token.value ?? '';
    if (row.value !== undefined && text === '') complaints.push(`--${name}: found nothing, expected ${row.value}`);
    else if (row.value === undefined && token.value !== undefined)
      complaints.push(`--${name}: found ${JSON.stringify(text)}, expected no value`);
    else if (texts.has(name) && row.isMultiple !== true) complaints.push(`--${name}: found twice, expected once`);
    else texts.set(name, [...(texts.get(name) ?? []), text]);
  }
  return texts;
}
