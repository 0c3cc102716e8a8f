#!/usr/bin/env node
/** `npm run candles -- import|export …`: installs what is missing, compiles what has changed, moves candles to and from files. */
import { ensureInstalled, onErrorStream, runNode } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

ensureInstalled();
runNode('node_modules/typescript/bin/tsc', ['--build', 'apps/trading-api/tsconfig.app.json'], {}, onErrorStream);
runApp('apps/trading-api/dist/cli/candles.js', process.argv.slice(2));
