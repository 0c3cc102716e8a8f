#!/usr/bin/env node
/** `npm run quickstart`, `npm run demo:tape`: installs what is missing, compiles what has changed, runs one example. */
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

const [name, ...args] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name ?? '')) {
  console.error(`run-example: found ${JSON.stringify(name)}, expected the name of a file in examples/ without its ending`);
  process.exit(2);
}
ensureInstalled();
build('examples/tsconfig.app.json');
runApp(`examples/dist/${name}.js`, args);
