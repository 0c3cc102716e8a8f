#!/usr/bin/env node
/** `npm run watchdog`: installs what is missing, compiles what has changed, runs the dead man. */
import { ensureInstalled, onErrorStream, runNode } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
runNode('node_modules/typescript/bin/tsc', ['--build', 'apps/watchdog/tsconfig.app.json'], {}, onErrorStream);
runApp('apps/watchdog/dist/main.js', process.argv.slice(2));
