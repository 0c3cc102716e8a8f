#!/usr/bin/env node
/** `npm run test:chaos -- --orders 10000 --seed 1`: installs what is missing, compiles what has changed, trades while everything goes wrong. */
import { build, libraries } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
build(...libraries, 'tools/benchmarks/tsconfig.chaos.json');
runApp('tools/benchmarks/out-tsc/chaos/chaos.js', process.argv.slice(2));
