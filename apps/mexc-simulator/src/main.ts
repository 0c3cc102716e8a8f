#!/usr/bin/env node
import { run } from './run';

const LATE_SIGNAL_MS = 250;

const voices = {
  say: (line: string): void => void process.stdout.write(`${line}\n`),
  complain: (line: string): void => void process.stderr.write(`${line}\n`),
};
// Whoever wanted the first line only has closed his end: that is no reason to end.
process.stdout.on('error', () => undefined);

/** Resolves at the first wish to stop; a terminal and a parent process both send one. */
const wishToStop = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const outcome = await run(args, voices);
  if (outcome.kind === 'ended') {
    process.exitCode = outcome.exitCode;
    return;
  }
  await wishToStop;
  await outcome.stop();
  (args.includes('--json') ? voices.complain : voices.say)('Stopped.');
  // The second signal of the two may still be on its way: a process that is ending no longer hears it, and would die of it.
  await new Promise((resolve) => setTimeout(resolve, LATE_SIGNAL_MS));
}

void main();
