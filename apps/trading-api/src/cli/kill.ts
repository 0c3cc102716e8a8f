#!/usr/bin/env node
import { userInfo } from 'node:os';
import { runKill } from './run-kill';

/** `npm run kill`: the kill switch by hand, over the API or, when that is away, in the journal itself. */
async function main(): Promise<void> {
  process.exitCode = await runKill(
    process.argv.slice(2),
    { ...process.env },
    {
      say: (line) => console.log(line),
      complain: (line) => console.error(line),
      user: userInfo().username,
    },
  );
}

void main();
