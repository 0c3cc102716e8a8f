#!/usr/bin/env node
/** `npm run candles -- import|export …`: candles to and from files. */
import { runCandles } from './run-candles';

const voices = {
  say: (line: string): void => void process.stdout.write(`${line}\n`),
  complain: (line: string): void => void process.stderr.write(`${line}\n`),
};
// Whoever wanted the first line only has closed his end: that is no reason to stop half-way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(`stopped by ${signal}`)));

async function main(): Promise<void> {
  process.exitCode = await runCandles(process.argv.slice(2), { voices, signal: stop.signal, isTerminal: process.stderr.isTTY === true });
}

void main();
