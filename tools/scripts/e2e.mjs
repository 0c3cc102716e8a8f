#!/usr/bin/env node
/** `npm run e2e`: compiles the programs and runs them as their users do: real processes, HTTP, signals, files. */
import { join } from 'node:path';
import { build, libraries } from './build.mjs';
import { ensureInstalled, root, runNode } from './ensure-installed.mjs';

ensureInstalled();
build(
  ...libraries,
  'apps/trading-api/tsconfig.app.json',
  'apps/watchdog/tsconfig.app.json',
  'examples/tsconfig.app.json',
  'tools/benchmarks/tsconfig.chaos.json',
);
runNode('node_modules/jest/bin/jest.js', [
  // First, for Jest takes every word after a reporter for another reporter.
  ...process.argv.slice(2),
  '--config=tools/e2e/jest.config.js',
  '--runInBand',
  '--reporters=default',
  `--reporters=${join(root, 'tools/scripts/closing-line-reporter.cjs')}`,
]);
