#!/usr/bin/env node
/** `npm test`: installs what is missing and runs every spec of the libraries and the app; arguments go to Jest. */
import { ensureInstalled, runNode } from './ensure-installed.mjs';

ensureInstalled();
runNode('node_modules/jest/bin/jest.js', [
  '--reporters=default',
  '--reporters=<rootDir>/tools/scripts/closing-line-reporter.cjs',
  ...process.argv.slice(2),
]);
