import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from './program';

const SCRIPT = 'tools/scripts/simulator.mjs';

describe('the simulator as a program (R-501)', () => {
  const running: Program[] = [];
  afterEach(async () => {
    for (const program of running.splice(0)) {
      program.signal('SIGTERM');
      await program.end();
    }
  });
  const start = (...args: string[]): Program => {
    const program = new Program(SCRIPT, args);
    running.push(program);
    return program;
  };

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'default: it says that it is simulated and where, serves, and %s stops it with 0',
    async (signal) => {
      const program = start('--port', '0');
      const url = (await program.find(/REST +(http:\/\/127\.0\.0\.1:\d+)/))[1] as string;
      expect(program.output).toMatch(/^SIMULATED/);
      expect((await fetch(`${url}/api/v1/contract/ping`)).status).toBe(200);
      program.signal(signal);
      program.signal(signal); // a terminal and a parent process both send it
      const { code, output } = await program.end();
      expect(code).toBe(0);
      expect(output).toMatch(/Stopped\.\n$/);
      expect(output).not.toMatch(/unhandled|warning|    at /i);
      await expect(fetch(`${url}/api/v1/contract/ping`)).rejects.toThrow('fetch failed');
    },
  );

  it('args: --json: the first line is the addresses and keys', async () => {
    const program = start('--json', '--seed', '7', '--control-port', '0');
    const [line] = await program.find(/^.*\n/);
    const { restUrl, wsUrl, apiKey, secretKey, controlUrl } = JSON.parse(line) as Record<string, string>;
    expect([restUrl, wsUrl, apiKey, secretKey, controlUrl]).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/edge$/),
      expect.stringMatching(/^sim_/),
      expect.stringMatching(/^sim_/),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    ]);
    expect(await (await fetch(`${controlUrl}/health`)).json()).toMatchObject({ simulated: true, restUrl });
  });

  it('args: a tape by a path relative to where the command was given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prate-e2e-simulator-'));
    await writeFile(join(folder, 'spy.csv'), '1381125600000,168.5,168.75,168.25,168.5,100\n1381125660000,168.5,169,168.5,169,50\n');
    const program = new Program(SCRIPT, ['--json', '--tape', 'SPY_USDT=spy.csv'], { INIT_CWD: folder });
    running.push(program);
    const { restUrl } = JSON.parse((await program.find(/^.*\n/))[0]) as Record<string, string>;
    const { data } = (await (await fetch(`${restUrl}/api/v1/contract/ping`)).json()) as { data: number };
    expect(data - 1_381_125_600_000).toBeGreaterThanOrEqual(0);
    expect(data - 1_381_125_600_000).toBeLessThan(600_000);
    const detail = await (await fetch(`${restUrl}/api/v1/contract/detail?symbol=SPY_USDT`)).json();
    expect(detail).toMatchObject({ data: { symbol: 'SPY_USDT', priceUnit: 0.01 } });
    await rm(folder, { recursive: true });
  });

  it('error: wrong flags end with 2, a taken port with 1', async () => {
    const wrong = await start('--port', 'x', '--wat').end();
    expect([wrong.code, wrong.output]).toEqual([2, expect.stringMatching(/found --wat[\s\S]*--port: found "x"/)]);
    const first = start('--json');
    const { restUrl = '' } = JSON.parse((await first.find(/^.*\n/))[0]) as Record<string, string>;
    const taken = await start('--port', new URL(restUrl).port).end();
    expect([taken.code, taken.output]).toEqual([1, expect.stringContaining('it is taken')]);
  });
});
