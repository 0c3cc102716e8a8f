import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program, root } from './program';

const APP = 'apps/trading-api/dist/main.js';
const ORDER = { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' };

/** What SQLite itself says of a file, asked in a process of its own. */
function integrityOf(path: string): string {
  const script = `const { Database } = require('sqlite3'); const db = new Database(process.argv[1]);
    db.all('PRAGMA integrity_check', (error, rows) => { console.log(error ? error.message : rows.map((row) => row.integrity_check).join()); db.close(); });`;
  return spawnSync(process.execPath, ['-e', script, path], { cwd: root, encoding: 'utf8' }).stdout.trim();
}

describe('the main job', () => {
  let data: string;
  const running: Program[] = [];
  beforeEach(async () => (data = await mkdtemp(join(tmpdir(), 'prate-e2e-main-'))));
  afterEach(async () => {
    for (const program of running.splice(0)) {
      program.signal('SIGKILL');
      await program.end();
    }
    await rm(data, { recursive: true, force: true });
  });

  const start = (script: string, env: Readonly<Record<string, string>> = {}) => {
    const program = new Program(script, [], { DATA_DIRECTORY: data, API_PORT: '0', ...env });
    running.push(program);
    return program;
  };
  const addressOf = async (program: Program) => (await program.find(/(http:\/\/127\.0\.0\.1:\d+)\/docs/))[1] as string;
  const candles = async (url: string) =>
    (
      (await (await fetch(`${url}/api/v1/candles/BTC_USDT?interval=60&start=${Date.now() - 7_200_000}&end=${Date.now()}`)).json()) as {
        data: object[];
      }
    ).data;

  it.each(['SIGINT', 'SIGTERM'] as const)('default: npm start backfills two hours, serves, trades, and %s drains it', async (signal) => {
    const program = start('tools/scripts/start.mjs');
    const url = await addressOf(program);
    await program.find(/candles backfill: BTC_USDT ETH_USDT \| 240 minutes in, 14400 rows stored, 0 gaps \| \d+ ms/);
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect((await candles(url)).length).toBeGreaterThanOrEqual(118);

    const tokenFile = join(data, 'simulated', 'api-token');
    if (process.platform !== 'win32') expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const placed = await fetch(`${url}/api/v1/accounts/default/orders`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(ORDER),
    });
    expect([placed.status, await placed.json()]).toMatchObject([201, { outcome: 'accepted', size: { contracts: '10' } }]);

    program.signal(signal);
    program.signal(signal); // a terminal and a parent process both send it
    const { code, output } = await program.end();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).not.toMatch(/unhandled|warning|SQLITE|    at /i);
    expect(output).not.toContain(token);
  });

  it('behavior: the first healthy answer comes within the cold start, and a restart goes on where the last run stopped', async () => {
    const backfill = /candles backfill: .* \| (\d+) minutes in, (\d+) rows stored/;
    const first = start(APP);
    const [, minutesAtFirst] = await first.find(backfill);
    first.signal('SIGTERM');
    expect((await first.end()).code).toBe(0);
    const second = start(APP);
    const url = await addressOf(second);
    const [, minutes] = await second.find(backfill);
    // Only what closed meanwhile: everything else is there.
    expect(Number(minutesAtFirst)).toBeGreaterThan(100);
    expect(Number(minutes)).toBeLessThan(Number(minutesAtFirst) / 2);
    expect((await candles(url)).length).toBeGreaterThanOrEqual(118);
  });

  it('behavior: killed at any moment, the file stays whole and the next run carries on', async () => {
    for (const afterMs of [0, 40, 80, 120, 200]) {
      const victim = start(APP, { BACKFILL_HOURS: '24' });
      await victim.find(/docs/);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      victim.signal('SIGKILL');
      await victim.end();
      expect(integrityOf(join(data, 'simulated', 'candles.sqlite'))).toBe('ok');
    }
    const survivor = start(APP, { BACKFILL_HOURS: '24' });
    const url = await addressOf(survivor);
    await survivor.find(/candles backfill: .* 0 gaps/);
    expect((await candles(url)).length).toBeGreaterThanOrEqual(118);
  });

  it('error: a second instance on the same file is refused, and the first one does not notice', async () => {
    const first = start(APP);
    const url = await addressOf(first);
    const { code, output } = await start(APP).end();
    expect({ code, output }).toMatchObject({ code: 1 });
    expect(output).toMatch(/candles\.sqlite.*(in use|another)/is);
    expect(output).not.toMatch(/    at /);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('error: a database that is no database, and one that cannot be made', async () => {
    const path = join(data, 'broken.sqlite');
    await writeFile(path, 'this is a letter, not a database, and it is longer than a header '.repeat(20));
    const corrupt = await start(APP, { CANDLE_DATABASE: path }).end();
    expect({ code: corrupt.code, output: corrupt.output }).toEqual({ code: 1, output: expect.stringMatching(/broken\.sqlite/) as string });
    expect(await readFile(path, 'utf8')).toMatch(/^this is a letter/);

    const beneathAFile = await start(APP, { CANDLE_DATABASE: join(path, 'candles.sqlite') }).end();
    expect({ code: beneathAFile.code, output: beneathAFile.output }).toEqual({
      code: 1,
      output: expect.stringMatching(/candles\.sqlite/) as string,
    });
  });

  // Root may write to any file, so root looks for somebody who may not, and who can read this repository.
  const NOBODY = 65_534;
  const isRoot = process.getuid?.() === 0;
  const canBeNobody =
    isRoot &&
    spawnSync(process.execPath, ['-e', 'require(process.argv[1])', join(root, 'libs/mexc-protocol')], { uid: NOBODY }).status === 0;
  const isTried = process.platform !== 'win32' && (!isRoot || canBeNobody);
  if (!isTried)
    console.log('main-job: the read-only database file is not tried: root writes to it all the same, and nobody else can read this folder');
  (isTried ? it : it.skip)('error: a database file that may not be written to', async () => {
    const path = join(data, 'read-only.sqlite');
    await writeFile(path, '');
    await chmod(path, 0o444);
    await chmod(data, 0o777);
    const program = new Program(APP, [], { DATA_DIRECTORY: data, API_PORT: '0', CANDLE_DATABASE: path }, isRoot ? NOBODY : undefined);
    running.push(program);
    const { code, output } = await program.end();
    expect({ code, output }).toEqual({ code: 1, output: expect.stringMatching(/read-only\.sqlite/) as string });
    expect(output).not.toMatch(/    at /);
  });

  it('error: five mistakes in the configuration are one message and exit 2, before anything is started', async () => {
    const { code, output } = await start(APP, {
      TRADING_MODE: 'live',
      API_PORT: 'many',
      API_HOST: '0.0.0.0',
      SYMBOLS: 'btc/usdt',
      BACKFILL_HOURS: '-1',
    }).end();
    expect(code).toBe(2);
    for (const name of ['TRADING_MODE', 'API_PORT', 'API_TOKEN', 'SYMBOLS', 'BACKFILL_HOURS']) expect(output).toContain(name);
    expect(output).not.toContain('Open');
  });
});
