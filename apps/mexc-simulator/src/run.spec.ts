import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, run } from './run';

const running: Outcome[] = [];
afterEach(async () => {
  for (const outcome of running.splice(0)) if (outcome.kind === 'running') await outcome.stop();
});

/** Runs with everything it says kept, and stops it after the test. */
async function started(...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const outcome = await run(args, { say: (line) => said.push(line), complain: (line) => complained.push(line) });
  running.push(outcome);
  return { outcome, said, complained, addresses: () => JSON.parse(said[0] ?? '{}') as Record<string, string> };
}
const data = async (url: string) => ((await (await fetch(url)).json()) as { data: never }).data;

describe('run', () => {
  it('default: says that it is simulated, where it is, and what to set', async () => {
    const { outcome, said, complained } = await started('--seed', '7');
    expect(outcome.kind).toBe('running');
    expect(said.join('\n')).toMatch(
      /^SIMULATED[\s\S]*REST +http:\/\/127\.0\.0\.1:\d+[\s\S]*ws:\/\/[\s\S]*API key +sim_[\s\S]*secret key +sim_[\s\S]*Ctrl\+C/,
    );
    expect(complained).toEqual([]);
  });

  it('args: --json: one line with four members, five with the control door; the same seed, the same keys', async () => {
    const first = await started('--json', '--seed', '7');
    const second = await started('--json', '--seed', '7', '--control-port', '0');
    expect(Object.keys(first.addresses())).toEqual(['restUrl', 'wsUrl', 'apiKey', 'secretKey']);
    expect(Object.keys(second.addresses())).toEqual(['restUrl', 'wsUrl', 'apiKey', 'secretKey', 'controlUrl']);
    expect(second.addresses()['apiKey']).toBe(first.addresses()['apiKey']);
    expect(first.said).toHaveLength(1);
    expect((await (await fetch(`${second.addresses()['controlUrl']}/health`)).json()) as object).toMatchObject({ simulated: true });
  });

  it('args: symbols, balances, faults and a manual clock arrive where they belong', async () => {
    const { addresses } = await started(
      ...['--json', '--symbols', 'ETH_USDT', '--balances', 'USDT=77', '--fault', 'get-server-time:maintenance:x1'],
      ...['--clock', 'manual', '--start', '2026-01-05T00:00:00Z', '--control-port', '0'],
    );
    const { restUrl, controlUrl } = addresses();
    expect((await (await fetch(`${restUrl}/api/v1/contract/ping`)).json()) as object).toMatchObject({ code: 801 });
    expect(await data(`${restUrl}/api/v1/contract/ping`)).toBe(Date.UTC(2026, 0, 5));
    const contracts: readonly { symbol: string }[] = await data(`${restUrl}/api/v1/contract/detail`);
    expect(contracts.map(({ symbol }) => symbol)).toEqual(['ETH_USDT']);
    await fetch(`${controlUrl}/clock/advance`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"ms":5000}' });
    expect(await data(`${restUrl}/api/v1/contract/ping`)).toBe(Date.UTC(2026, 0, 5) + 5_000);
    expect((await (await fetch(`${controlUrl}/state`)).json()) as object).toMatchObject({ balances: { USDT: { available: '77' } } });
  });

  it('args: a tape is served as it is, from its start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prate-run-'));
    const path = join(folder, 'spy.csv');
    const rows = [0, 1, 2].map((at) => `${Date.UTC(2013, 9, 7) + at * 60_000},168.5,168.75,168.25,168.5,100`);
    await writeFile(path, rows.join('\n'));
    const { addresses } = await started(
      '--json',
      '--tape',
      `SPY_USDT=${path}`,
      '--clock',
      'manual',
      '--start',
      String(Date.UTC(2013, 9, 7) + 150_000),
      '--control-port',
      '0',
    );
    const { open }: { open: number[] } = await data(`${addresses()['restUrl']}/api/v1/contract/kline/SPY_USDT?interval=Min1`);
    expect(open).toEqual([168.5, 168.5, 168.5]);
    await rm(folder, { recursive: true });
  });

  it('args: --restore goes on where a snapshot of the control door was taken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prate-run-'));
    const first = await started('--json', '--seed', '3', '--control-port', '0', '--balances', 'USDT=5');
    const deposit = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"currency":"USDT","amount":"37"}' };
    await fetch(`${first.addresses()['controlUrl']}/balances`, deposit);
    const path = join(folder, 'saved.json');
    await writeFile(path, await (await fetch(`${first.addresses()['controlUrl']}/snapshot`)).text());
    const second = await started('--json', '--restore', path, '--control-port', '0');
    expect(second.addresses()['apiKey']).toBe(first.addresses()['apiKey']);
    expect(await (await fetch(`${second.addresses()['controlUrl']}/state`)).json()).toMatchObject({
      balances: { USDT: { available: '42' } },
    });
    await writeFile(path, '{}');
    expect(await started('--restore', path)).toMatchObject({
      outcome: { exitCode: 2 },
      complained: [expect.stringContaining('restore.what: found nothing, expected prate-mexc-simulator')],
    });
    await rm(folder, { recursive: true });
    expect((await started('--restore', path)).complained[0]).toMatch(/saved\.json: cannot be read as JSON \(ENOENT/);
  });

  it.each(['--help', '--list-faults', '--list-gaps'])('args: %s prints and ends with 0', async (flag) => {
    const { outcome, said } = await started(flag);
    expect(outcome).toEqual({ kind: 'ended', exitCode: 0 });
    expect(said.join('\n').split('\n').length).toBeGreaterThan(5);
  });

  it('error: wrong flags end with 2, a complaint a line', async () => {
    const { outcome, said, complained } = await started('--port', 'x', '--mode', 'y');
    expect([outcome, said]).toEqual([{ kind: 'ended', exitCode: 2 }, []]);
    expect(complained).toEqual([expect.stringMatching(/^simulator: --port: /), expect.stringMatching(/^simulator: --mode: /)]);
  });

  it.each([
    [['--tape', '/nowhere/tape.csv'], /tape\.csv: cannot be read/],
    [['--fault', 'create-order:clock-skew'], /clock-skew\.skewMs: found nothing/],
    [['--fault', 'create-order:minute-missing'], /found endpoint create-order, expected get-klines/],
    [['--fault', 'any:http-502:colour=red'], /found option colour, expected none/],
  ])('error: %j ends with 2 and leaves nothing open', async (args, message) => {
    const { outcome, complained } = await started(...args);
    expect([outcome, complained]).toEqual([{ kind: 'ended', exitCode: 2 }, [expect.stringMatching(message)]]);
  });

  it('error: a port that is taken, of either door, ends with 1 and says so', async () => {
    const { addresses } = await started('--json', '--control-port', '0');
    const { port } = new URL(addresses()['restUrl'] ?? '');
    const { port: controlPort } = new URL(addresses()['controlUrl'] ?? '');
    const taken = await started('--port', port);
    expect(taken).toMatchObject({
      outcome: { exitCode: 1 },
      complained: [`simulator: could not open port ${port} of 127.0.0.1: it is taken; choose another, or 0 for a free one`],
    });
    const door = await started('--control-port', controlPort);
    expect(door).toMatchObject({
      outcome: { exitCode: 1 },
      complained: [expect.stringContaining(`could not open control port ${controlPort}`)],
    });
  });
});
