#!/usr/bin/env node
/** `npm test`: installs what is missing and runs every spec of the libraries and the app; arguments go to Jest. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, root, runNode } from './ensure-installed.mjs';

ensureInstalled();
runNode('node_modules/jest/bin/jest.js', [
  // First, for Jest takes every word after a reporter for another reporter.
  ...process.argv.slice(2),
  // On two cores Jest would take one; most specs wait for sockets, disks and processes.
  `--maxWorkers=${availableParallelism()}`,
  '--reporters=default',
  `--reporters=${join(root, 'tools/scripts/closing-line-reporter.cjs')}`,
]);
