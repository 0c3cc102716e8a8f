#!/usr/bin/env node
import { run } from './run';

const voices = {
  say: (line: string): void => void process.stdout.write(`${line}\n`),
  complain: (line: string): void => void process.stderr.write(`${line}\n`),
};
// Whoever read it is gone: that is no reason to stop watching.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const wishToStop = new Promise<'asked'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('asked'));
});
// A terminal that closes must not take the dead man with it.
process.on('SIGHUP', () => voices.complain('SIGHUP: still watching'));

async function main(): Promise<void> {
  const outcome = await run(process.argv.slice(2), { ...process.env }, voices);
  if (outcome.kind === 'ended') {
    process.exitCode = outcome.exitCode;
    return;
  }
  await Promise.race([wishToStop, outcome.gaveUp]);
  process.exitCode = await outcome.stop();
  voices.say(process.exitCode === 0 ? 'Stopped. Nobody watches now.' : 'Stopped UNPROVEN: look at the account, or start again to go on.');
}

void main();
