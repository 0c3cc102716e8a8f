#!/usr/bin/env node
/** `npm run simulator`: installs what is missing, compiles what has changed, runs the simulated exchange. */
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
build('apps/mexc-simulator/tsconfig.app.json');
runApp('apps/mexc-simulator/dist/main.js', process.argv.slice(2));
