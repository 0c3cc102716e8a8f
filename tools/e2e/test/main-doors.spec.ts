import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './program';

/** Requires a built main door in a fresh process and prints every foreign package that came with it. */
const PROBE = `
  const Module = require('node:module');
  const seen = new Set();
  const original = Module._load;
  Module._load = function (request, ...rest) {
    if (!request.startsWith('.') && !request.startsWith('node:')) seen.add(request);
    return original.call(this, request, ...rest);
  };
  require(process.argv[1]);
  console.log(JSON.stringify([...seen]));
`;

describe.each(readdirSync(join(root, 'libs')))('%s', (lib) => {
  it('behavior: the built main door loads neither NestJS nor a database', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PROBE, join(root, 'libs', lib, 'dist', 'index.js')], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const loaded = JSON.parse(stdout) as string[];
    expect(loaded.filter((name) => /^(@nestjs\/|reflect-metadata|rxjs|typeorm|sqlite3)/.test(name))).toEqual([]);
  });

  it('behavior: require and import of the package find the build, not the sources', () => {
    const script = `import(process.argv[1]).then((door) => { const again = require(process.argv[1]); console.log(Object.keys(again).every((name) => again[name] === door[name] || name === 'default')); })`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, `@prate/${lib}`], { cwd: root, encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  });
});
