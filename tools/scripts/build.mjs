/** Compiles a project and everything below it; what is up to date is left alone. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './ensure-installed.mjs';

/** Every library, for programs whose own project names none. */
export const libraries = readdirSync(join(root, 'libs')).map((name) => `libs/${name}/tsconfig.lib.json`);

export function build(...projects) {
  runNode('node_modules/typescript/bin/tsc', ['--build', ...projects]);
}
