#!/usr/bin/env node
/** `npm run kill -- status|trip|reset`: installs what is missing, compiles what has changed, runs the kill switch by hand. */
import { ensureInstalled, onErrorStream, runNode } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
runNode('node_modules/typescript/bin/tsc', ['--build', 'apps/trading-api/tsconfig.app.json'], {}, onErrorStream);
runApp('apps/trading-api/dist/cli/kill.js', process.argv.slice(2));
