import type { MexcSimulator } from '@prate/mexc-simulator';
import { addressLine, banner } from './banner';
import { readFlags } from './flags';
import { faultList, gapList, helpText } from './lists';
import { openSimulator } from './open-simulator';
import type { ProgramOptions } from './program-options';

/** Where the program speaks. */
export interface Voices {
  /** For people, or for the program that asked for `--json`. */
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** An exchange that runs until it is stopped, or the exit code of a program that has nothing left to do. */
export type Outcome =
  { readonly kind: 'running'; readonly stop: () => Promise<void> } | { readonly kind: 'ended'; readonly exitCode: 0 | 1 | 2 };

/** Does what the command line asks for. Exit code 2: what was asked makes no sense; 1: it does, and could not be done. */
export async function run(args: readonly string[], voices: Voices): Promise<Outcome> {
  const { say, complain } = voices;
  const asked = readFlags(args);
  switch (asked.kind) {
    case 'help':
      return ended(say, helpText());
    case 'list-faults':
      return ended(say, faultList());
    case 'list-gaps':
      return ended(say, gapList());
    case 'refused':
      for (const complaint of asked.complaints) complain(`simulator: ${complaint}`);
      return { kind: 'ended', exitCode: 2 };
    case 'run':
      return open(asked.options, voices);
  }
}

async function open(options: ProgramOptions, { say, complain }: Voices): Promise<Outcome> {
  let simulator: MexcSimulator;
  try {
    simulator = await openSimulator(options, complain);
  } catch (error) {
    const { exitCode, text } = inWords(error, options);
    complain(`simulator: ${text}`);
    return { kind: 'ended', exitCode };
  }
  say(options.isJson ? addressLine(simulator) : banner(simulator, options));
  return { kind: 'running', stop: () => simulator.stop() };
}

function ended(say: (line: string) => void, text: string): Outcome {
  say(text);
  return { kind: 'ended', exitCode: 0 };
}

const wrongInput = ['SimulatorOptionsError', 'TapeError', 'TapeFileError', 'SavedFileError', 'RangeError'];

/** Node's codes of listening, in words that help. */
const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'it is taken; choose another, or 0 for a free one',
  EACCES: 'it may not be opened by this user; choose one above 1023, or 0 for a free one',
  EADDRNOTAVAIL: 'the address is not one of this machine',
  ENOTFOUND: 'the address has no such name',
};

function inWords(error: unknown, { port, host, controlPort }: ProgramOptions): { readonly exitCode: 1 | 2; readonly text: string } {
  const { name, message, code = '', ...rest } = error as Error & { readonly code?: string; readonly port?: number };
  if (wrongInput.includes(name)) return { exitCode: 2, text: message };
  const problem = portProblems[code];
  if (problem === undefined) return { exitCode: 1, text: `could not start: ${message}` };
  const which =
    rest.port !== undefined && rest.port === controlPort && rest.port !== port ? `control port ${controlPort}` : `port ${port} of ${host}`;
  return { exitCode: 1, text: `could not open ${which}: ${problem}` };
}
