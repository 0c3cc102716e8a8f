#!/usr/bin/env node
/**
 * Fails when package-lock.json would not install elsewhere.
 *
 * - A package with platform binaries as optional dependencies must have an entry for each of them: npm leaves out those that were not
 *   published yet when the lockfile was made, and `npm ci` then fails on that platform, or everywhere.
 * - No entry may name a download address: it would tie the lockfile to one registry.
 * - The lockfile must agree with every package.json of the workspaces.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const lockPath = join(root, 'package-lock.json');
const problems = [];

if (!existsSync(lockPath)) {
  console.error('lockfile: package-lock.json is missing; run npm install once');
  process.exit(1);
}
const lock = JSON.parse(readFileSync(lockPath, 'utf8'));
const packages = lock.packages ?? {};
if (lock.lockfileVersion !== 3) problems.push(`lockfileVersion: found ${lock.lockfileVersion}, expected 3`);

/** Where Node would find `name` when asked from the package at `from`. */
function locate(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[candidate] !== undefined) return candidate;
    if (folder === '' || !folder.includes('/node_modules/')) {
      return packages[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`;
    }
  }
}

for (const [path, entry] of Object.entries(packages)) {
  if (typeof entry.resolved === 'string' && /^https?:/.test(entry.resolved)) problems.push(`${path}: names a download address`);
  if (entry.link === true) continue;
  for (const field of ['dependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries(entry[field] ?? {})) {
      if (locate(name, path) === undefined) problems.push(`${path || 'root'}: ${field} ${name}@${range} has no entry`);
    }
  }
  if (path !== '' && path.includes('node_modules/') && entry.integrity === undefined && !entry.inBundle) {
    problems.push(`${path}: has no integrity`);
  }
}

for (const [path, entry] of Object.entries(packages)) {
  if (path.includes('node_modules/')) continue;
  const manifestPath = join(root, path, 'package.json');
  if (!existsSync(manifestPath)) {
    problems.push(`${path}: is in the lockfile, but has no package.json`);
    continue;
  }
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  for (const field of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
    const wanted = JSON.stringify(sorted(manifest[field]));
    const locked = JSON.stringify(sorted(entry[field]));
    if (wanted !== locked) problems.push(`${path || 'root'}: ${field} differ between package.json and lockfile`);
  }
}

function sorted(record = {}) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (problems.length > 0) {
  console.error(`lockfile: ${problems.length} problems`);
  for (const problem of problems.slice(0, 30)) console.error(`  ${problem}`);
  process.exit(1);
}
console.log(`lockfile: ${Object.keys(packages).length} entries, every platform package present, no download addresses`);
