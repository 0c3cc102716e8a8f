/** Compiles a project and everything below it; what is up to date is left alone. */
import { runNode } from './ensure-installed.mjs';

export function build(...projects) {
  runNode('node_modules/typescript/bin/tsc', ['--build', ...projects]);
}
