/** `npm run bench:simulator`: orders a second through the simulator (performance.md, P14), in process and over HTTP. */
import { join } from 'node:path';
import { report } from './benchmark-rows';
import { inProcessRows } from './simulator-matching/in-process';
import { overHttpRows } from './simulator-matching/over-http';

async function main(): Promise<void> {
  const rows = [...inProcessRows(), ...(await overHttpRows())];
  report(rows, join('test-output', 'bench-simulator.json'));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
