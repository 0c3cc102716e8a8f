#!/usr/bin/env node
/** `npm start`: installs what is missing, compiles what has changed, runs the trading API in simulated mode. */
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
build('apps/trading-api/tsconfig.app.json');
runApp('apps/trading-api/dist/main.js', process.argv.slice(2));
