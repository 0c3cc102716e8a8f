#!/usr/bin/env node
/** `npm run bench:…`: installs what is missing, compiles what has changed, runs one benchmark. */
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { runApp } from './run-app.mjs';

const [name, ...args] = process.argv.slice(2);
if (!/^[a-z-]+$/.test(name ?? '')) {
  console.error(`bench: found ${JSON.stringify(name)}, expected the name of a file in tools/benchmarks/src without its ending`);
  process.exit(2);
}
ensureInstalled();
build('tools/benchmarks/tsconfig.app.json');
runApp(`tools/benchmarks/dist/${name}.js`, args);
