#!/usr/bin/env node
/** `npm run simulator`: installs what is missing, compiles what has changed, runs the simulated exchange. */
import { ensureInstalled, onErrorStream, runNode } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
runNode('node_modules/typescript/bin/tsc', ['--build', 'apps/mexc-simulator/tsconfig.app.json'], {}, onErrorStream);
runApp('apps/mexc-simulator/dist/main.js', process.argv.slice(2));
