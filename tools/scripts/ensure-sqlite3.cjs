#!/usr/bin/env node
/**
 * Makes sure that the native sqlite3 module loads on this machine.
 *
 * The published Linux binary wants a newer glibc than some stable distributions have (Debian 12, for one). When loading fails, the
 * module is rebuilt from source, which takes about a minute and needs python3, make and a C++ compiler.
 * Runs after every install; does nothing when the module loads.
 */
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const root = path.resolve(__dirname, '..', '..');

function tryLoad() {
  // A child process, because a failed native load leaves its mark on the process that tried.
  const probe = spawnSync(process.execPath, ['-e', "const s = require('sqlite3'); new s.Database(':memory:').close()"], {
    cwd: root,
    encoding: 'utf8',
  });
  return { ok: probe.status === 0, output: `${probe.stderr ?? ''}${probe.stdout ?? ''}`.trim() };
}

let isInstalled = true;
try {
  require.resolve('sqlite3/package.json', { paths: [root] });
} catch {
  isInstalled = false;
}

if (!isInstalled) {
  console.log('ensure-sqlite3: sqlite3 is not installed here, nothing to check');
} else {
  const first = tryLoad();
  if (!first.ok) {
    console.log('ensure-sqlite3: the installed binary does not load, building from source (about a minute)');
    console.log(first.output.split('\n').slice(0, 3).join('\n'));
    const build = spawnSync('npm', ['rebuild', 'sqlite3', '--build-from-source', '--foreground-scripts'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    const second = build.status === 0 ? tryLoad() : { ok: false, output: `npm rebuild ended with status ${build.status}` };
    if (!second.ok) {
      console.error(`ensure-sqlite3: sqlite3 still does not load.\n${second.output}`);
      console.error('ensure-sqlite3: install python3, make and a C++ compiler, then run: npm rebuild sqlite3 --build-from-source');
      process.exit(1);
    }
    console.log('ensure-sqlite3: built and loaded');
  }
}
