import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
const everyDoor = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((door) => door !== './package.json')
    .map((door) => `${name}${door.slice(1)}`),
);
const needsNest = (door: string): boolean => /\/nestjs(\/|$)/.test(door);
const needsDatabase = (door: string): boolean => /\/(storage|journal|sqlite)$/.test(door) && !needsNest(door);
/** Doors that need no peer: neither NestJS nor a database is installed at this stranger's. */
const doors = everyDoor.filter((door) => !needsNest(door) && !needsDatabase(door));

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${error?.message ?? ''}\n${stdout}\n${stderr}`);
  return stdout;
}

let packedFolder: string;
/** Where the packed libraries were installed in an empty folder once; every stranger begins with a copy. */
let installed: string;

beforeAll(() => {
  packedFolder = mkdtempSync(join(tmpdir(), 'prate-packed-'));
  installed = mkdtempSync(join(tmpdir(), 'prate-installed-'));
  const workspaces = manifests.flatMap(({ name }) => ['--workspace', name]);
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', packedFolder, ...workspaces], root)) as {
    filename: string;
  }[];
  if (packed.length !== manifests.length) throw new Error(`npm packed ${packed.length} libraries of ${manifests.length}`);
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ name: 'stranger', private: true }));
  install(
    installed,
    packed.map(({ filename }) => join(packedFolder, filename)),
  );
}, 300_000);

afterAll(() => {
  for (const folder of [packedFolder, installed]) rmSync(folder, { recursive: true, force: true });
});

/** Installs without peers. */
function install(folder: string, what: readonly string[]): void {
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer', '--loglevel=error', ...what], folder);
}

/** A folder of a stranger's own with the packed libraries, and what else is asked for. */
function newStranger(others: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'prate-stranger-'));
  cpSync(installed, folder, { recursive: true, verbatimSymlinks: true });
  if (others.length > 0) install(folder, others);
  return folder;
}

/** How many names a door has, the same ones both ways. */
function requireAndImport(door: string, folder: string): number {
  const script = `const required = require(${JSON.stringify(door)}); import(${JSON.stringify(door)}).then((imported) => {
      const names = Object.keys(required); if (names.length === 0 || names.some((name) => imported[name] !== required[name])) throw new Error('the two differ'); console.log(names.length); });`;
  return Number(run(process.execPath, ['-e', script], folder));
}

describe('a stranger with a database', () => {
  let folder: string;

  beforeAll(() => {
    folder = newStranger();
    // The native module was built once, for this machine.
    for (const peer of ['typeorm', 'sqlite3', 'reflect-metadata']) {
      symlinkSync(join(root, 'node_modules', peer), join(folder, 'node_modules', peer), 'junction');
    }
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(everyDoor.filter(needsDatabase))('default: %s by require and by import', (door) => {
    expect(requireAndImport(door, folder)).toBeGreaterThan(0);
  });
});

describe('a stranger who installs the packed libraries in an empty folder', () => {
  let folder: string;

  beforeAll(() => {
    folder = newStranger();
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('behavior: neither NestJS nor a database came along', () => {
    const names = readdirSync(join(folder, 'node_modules'));
    expect(names.filter((name) => ['@nestjs', 'typeorm', 'sqlite3', 'rxjs'].includes(name))).toEqual([]);
    expect(names).toContain('@prate');
  });

  it('behavior: no spec and no build record is in a package', () => {
    for (const { name } of manifests) {
      const files = readdirSync(join(folder, 'node_modules', name), { recursive: true }).map(String);
      expect(files.filter((file) => /\.spec\.|tsbuildinfo$|jest\.config|eslint\.config/.test(file))).toEqual([]);
      expect(files).toEqual(expect.arrayContaining(['README.md', 'package.json', join('dist', 'index.js'), join('dist', 'index.d.ts')]));
    }
  });

  it.each(doors)('default: %s by require and by import', (door) => {
    expect(requireAndImport(door, folder)).toBeGreaterThan(0);
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

describe.each(['11.2.10', '12.5.1'])('a stranger with NestJS %s', (version) => {
  let folder: string;

  beforeAll(() => {
    folder = newStranger([`@nestjs/common@${version}`, `@nestjs/core@${version}`, 'reflect-metadata@0.2.2', 'rxjs@7.8.2']);
  }, 300_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('behavior: two accounts beside each other in one application, and an end that leaves nothing behind', () => {
    const script = `
      require('reflect-metadata');
      const { Module } = require('@nestjs/common');
      const { NestFactory } = require('@nestjs/core');
      const { MexcFuturesRest } = require('@prate/mexc-rest');
      const { MexcRestModule, mexcRestToken } = require('@prate/mexc-rest/nestjs');
      const { MexcFuturesAuth } = require('@prate/mexc-auth');
      const { MexcAuthModule } = require('@prate/mexc-auth/nestjs');
      const { MexcFuturesStream } = require('@prate/mexc-ws');
      const { MexcStreamModule } = require('@prate/mexc-ws/nestjs');
      for (const lib of ['mexc-execution', 'mexc-market-data', 'risk-gate']) if (Object.keys(require('@prate/' + lib + '/nestjs')).length === 0) throw new Error(lib);
      const account = (name) => ({ credentials: { apiKey: name + '-key', apiSecret: name + '-secret' } });
      class App {}
      Module({ imports: [
        MexcAuthModule.forRoot(account('main')),
        MexcRestModule.forRoot({ auth: new MexcFuturesAuth(account('main')) }),
        MexcRestModule.forRoot({ name: 'second', auth: new MexcFuturesAuth(account('second')) }),
        MexcStreamModule.forRoot({}),
      ] })(App);
      NestFactory.createApplicationContext(App, { logger: false, abortOnError: false }).then(async (app) => {
        const clients = [app.get(MexcFuturesRest), app.get(mexcRestToken('second'))];
        console.log(clients.every((client) => client instanceof MexcFuturesRest), clients[0] !== clients[1], app.get(MexcFuturesAuth) instanceof MexcFuturesAuth, app.get(MexcFuturesStream) instanceof MexcFuturesStream);
        await app.close();
      });`;
    expect(run(process.execPath, ['-e', script], folder).trim()).toBe('true true true true');
  });
});
