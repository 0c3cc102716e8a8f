import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFlags } from './flags';
import { type Outcome, run } from './run';

let upstream: MexcSimulator;
const running: Outcome[] = [];
beforeAll(async () => {
  upstream = await startMexcSimulator({ seed: 3 });
});
afterEach(async () => {
  for (const outcome of running.splice(0)) if (outcome.kind === 'running') await outcome.stop();
});
afterAll(() => upstream.stop());

async function started(...args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const outcome = await run(args, { say: (line) => said.push(line), complain: (line) => complained.push(line) });
  running.push(outcome);
  return { outcome, said, complained };
}
const paperArgs = ({ restUrl, wsUrl }: Pick<MexcSimulator, 'restUrl' | 'wsUrl'>, symbols = 'BTC_USDT'): readonly string[] => [
  ...['--paper', '--symbols', symbols, '--upstream-rest-url', restUrl, '--upstream-ws-url', wsUrl],
];
const complaintsOf = (...args: string[]): readonly string[] => {
  const asked = readFlags(args);
  return asked.kind === 'refused' ? asked.complaints : [];
};

describe('--paper', () => {
  it('default: says that money is simulated and whose prices they are; lists what was asked for by the rules of the upstream', async () => {
    const { outcome, said, complained } = await started(...paperArgs(upstream, 'BTC_USDT,DOGE_USDT'), '--json', '--seed', '9');
    expect(outcome.kind).toBe('running');
    const { restUrl, apiKey } = JSON.parse(said[0] ?? '{}') as Record<string, string>;
    expect(apiKey).toMatch(/^sim_/);
    const listed = async (address = ''): Promise<readonly Record<string, unknown>[]> =>
      ((await (await fetch(`${address}/api/v1/contract/detail`)).json()) as { data: readonly Record<string, unknown>[] }).data;
    const copied = await listed(restUrl);
    expect(copied.map(({ symbol }) => symbol)).toEqual(['BTC_USDT', 'DOGE_USDT']);
    const real = (await listed(upstream.restUrl)).find(({ symbol }) => symbol === 'DOGE_USDT');
    for (const rule of ['contractSize', 'priceUnit', 'minVol', 'maxVol', 'takerFeeRate', 'maxLeverage']) {
      expect([rule, copied[1]?.[rule]]).toEqual([rule, real?.[rule]]);
    }
    expect(complained).toEqual([]);

    const banner = (await started(...paperArgs(upstream))).said.join('\n');
    expect(banner).toMatch(/^SIMULATED/);
    expect(banner).toContain(`PAPER: SIMULATED money on the live prices of ${upstream.restUrl}`);
    expect(upstream.control.log.filter(({ method, path }) => method !== 'GET' || path.includes('/private/'))).toEqual([]);
  });

  it('error: an upstream that is not there, or does not list the contract, is exit code 1 and one line', async () => {
    const nowhere = await started(...paperArgs({ restUrl: 'http://127.0.0.1:1', wsUrl: 'ws://127.0.0.1:1/edge' }));
    expect(nowhere.outcome).toEqual({ kind: 'ended', exitCode: 1 });
    expect(nowhere.complained).toEqual([expect.stringMatching(/could not start: the public data cannot be had: .+/)]);
    const unknown = await started(...paperArgs(upstream, 'NOPE_USDT'));
    expect(unknown.outcome).toEqual({ kind: 'ended', exitCode: 1 });
    expect(unknown.complained.join()).toContain('NOPE_USDT');
    const foreign = await started(...paperArgs({ restUrl: 'http://example.com', wsUrl: 'ws://example.com/edge' }));
    expect(foreign.outcome).toEqual({ kind: 'ended', exitCode: 1 });
    expect(foreign.complained.join()).toContain('example.com');
  });

  it('error: a port that is taken is told as without --paper', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { outcome, complained } = await started(...paperArgs(upstream), '--port', String(port));
    await new Promise((resolve) => server.close(resolve));
    expect(outcome).toEqual({ kind: 'ended', exitCode: 1 });
    expect(complained.join()).toContain('it is taken');
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no symbols', ['--paper'], /--paper: found "no --symbols", expected them named/],
    ['a symbol that is none', ['--paper', '--symbols', 'BTCUSDT'], /--symbols: found "BTCUSDT", expected BASE_QUOTE/],
    ['a tape', ['--paper', '--symbols', 'BTC_USDT', '--tape', 'a.csv'], /--tape: found "a.csv", expected it without --paper/],
    ['a clock', ['--paper', '--symbols', 'BTC_USDT', '--clock', 'machine'], /--clock: found "machine", expected it without --paper/],
    ['half an upstream', ['--paper', '--symbols', 'BTC_USDT', '--upstream-rest-url', 'http://127.0.0.1:1'], /expected both addresses/],
    ['an upstream without it', ['--upstream-ws-url', 'ws://127.0.0.1:1/edge'], /--upstream-ws-url: .*expected it with --paper only/],
  ])('error: %s', (_case, args, complaint) => {
    expect(complaintsOf(...args).join('\n')).toMatch(complaint);
  });
});
