import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './program';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

const manifests = readdirSync(join(root, 'libs')).map(
  (lib) => JSON.parse(readFileSync(join(root, 'libs', lib, 'package.json'), 'utf8')) as Manifest,
);
/** Doors that need no peer: neither NestJS nor a database is installed at this stranger's. */
const doors = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((door) => !['./package.json', './nestjs', './storage'].includes(door))
    .map((door) => `${name}${door.slice(1)}`),
);

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}\n${stdout}\n${stderr}`);
  return stdout;
}

describe('a stranger who installs the packed libraries in an empty folder', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'prate-consumer-'));
    const packed = manifests.map(({ name }) => {
      const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, '--workspace', name], root)) as [
        { filename: string },
      ];
      return `./${filename}`;
    });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'stranger', private: true }));
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer', '--loglevel=error', ...packed], folder);
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('behavior: neither NestJS nor a database came along', () => {
    const installed = readdirSync(join(folder, 'node_modules'));
    expect(installed.filter((name) => ['@nestjs', 'typeorm', 'sqlite3', 'rxjs'].includes(name))).toEqual([]);
    expect(installed).toContain('@prate');
  });

  it('behavior: no spec and no build record is in a package', () => {
    for (const { name } of manifests) {
      const files = readdirSync(join(folder, 'node_modules', name), { recursive: true }).map(String);
      expect(files.filter((file) => /\.spec\.|tsbuildinfo$|jest\.config|eslint\.config/.test(file))).toEqual([]);
      expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', join('dist', 'index.js'), join('dist', 'index.d.ts')]));
    }
  });

  it.each(doors)('default: %s by require and by import', (door) => {
    const script = `const required = require(${JSON.stringify(door)}); import(${JSON.stringify(door)}).then((imported) => {
      const names = Object.keys(required); if (names.length === 0 || names.some((name) => imported[name] !== required[name])) throw new Error('the two differ'); console.log(names.length); });`;
    expect(Number(run(process.execPath, ['-e', script], folder))).toBeGreaterThan(0);
  });

  it.each([
    ['node16', 'node16', 'commonjs'],
    ['nodenext', 'nodenext', 'module'],
    ['esnext', 'bundler', 'module'],
  ])('default: types of every door under module %s, resolution %s, in a %s package', (module, moduleResolution, type) => {
    const project = join(folder, `types-${moduleResolution}`);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'types', private: true, type }));
    const imports = doors.map((door, index) => `import * as door${index} from '${door}';`);
    const uses = `console.log(${doors.map((_, index) => `Object.keys(door${index}).length`).join(', ')});`;
    const order = `import type { CreateOrder } from '@prate/execution-interface';
      export const order: CreateOrder = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' };
      // @ts-expect-error two sizes at once
      export const twice: CreateOrder = { ...order, contracts: 10 };`;
    writeFileSync(join(project, 'use.ts'), [...imports, order, uses].join('\n'));
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      skipLibCheck: false,
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['use.ts'] }));
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], folder);
  });
});
