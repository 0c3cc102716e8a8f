import { faultNames, simulatorGaps, streamFaultNames } from '@prate/mexc-simulator';
import { flagRows } from './flag-rows';
import { readFlags } from './flags';
import { faultList, gapList, helpText } from './lists';

const complaintsOf = (...args: string[]): readonly string[] => {
  const asked = readFlags(args);
  return asked.kind === 'refused' ? asked.complaints : [];
};
const optionsOf = (...args: string[]) => {
  const asked = readFlags(args);
  if (asked.kind !== 'run') throw new Error(JSON.stringify(asked));
  return asked.options;
};

describe('readFlags', () => {
  it('default: a free port of this machine, everything listed, nothing goes wrong', () => {
    expect(optionsOf()).toEqual({
      port: 0,
      host: '127.0.0.1',
      seed: 1,
      positionMode: 'hedge',
      tapes: [],
      clock: 'machine',
      rateLimits: 'off',
      duplicateExternalOid: 'refuse',
      faults: [],
      isJson: false,
    });
  });

  it('args: every flag', () => {
    const args = [
      '--port',
      '7100',
      '--host=0.0.0.0',
      '--seed=-3',
      '--symbols',
      'BTC_USDT,ETH_USDT,BTC_USDT',
      '--balances',
      'USDT=10000,BTC=0.5',
    ];
    args.push(
      '--mode',
      'one-way',
      '--tape',
      'a.csv',
      '--tape',
      'SPY_USDC=b.csv.gz',
      '--clock',
      'manual',
      '--start',
      '2026-01-05T00:00:00Z',
    );
    args.push('--rate-limits', 'published', '--duplicates', 'answer', '--control-port', '0', '--json');
    args.push(
      '--fault',
      'create-order:accept-then-hang-up:0.05',
      '--fault',
      'any:refuse-510:x3',
      '--fault',
      'get-order:late-answer:delayMs=12000',
    );
    expect(optionsOf(...args)).toEqual({
      port: 7100,
      host: '0.0.0.0',
      seed: -3,
      symbols: ['BTC_USDT', 'ETH_USDT'],
      balances: { USDT: '10000', BTC: '0.5' },
      positionMode: 'one-way',
      tapes: [{ path: 'a.csv' }, { path: 'b.csv.gz', symbol: 'SPY_USDC' }],
      clock: 'manual',
      startMs: Date.UTC(2026, 0, 5),
      rateLimits: 'published',
      duplicateExternalOid: 'answer',
      controlPort: 0,
      isJson: true,
      faults: [
        { endpoint: 'create-order', fault: 'accept-then-hang-up', how: { probability: 0.05 }, options: {} },
        { endpoint: 'any', fault: 'refuse-510', how: { count: 3 }, options: {} },
        { endpoint: 'get-order', fault: 'late-answer', how: { count: 1 }, options: { delayMs: 12_000 } },
      ],
    });
  });

  it('args: a tape brings its own time, unless another is asked for', () => {
    expect(optionsOf('--tape', 'a.csv').clock).toBe('tape');
    expect(optionsOf('--tape', 'a.csv', '--clock', 'machine').clock).toBe('machine');
    expect(optionsOf('--clock', 'manual', '--control-port', '0', '--start', '60000').startMs).toBe(60_000);
  });

  it.each(['help', 'list-faults', 'list-gaps'] as const)('args: --%s asks for nothing else', (kind) => {
    expect(readFlags(['--seed', '4', `--${kind}`])).toEqual({ kind });
  });

  it('error: everything that is wrong at once, found and expected', () => {
    const complaints = complaintsOf(
      ...['--wat', 'foo', '--port', '70000', '--seed', 'x', '--seed', '2', '--mode', 'both', '--symbols', 'NOPE_USDT', '--json=yes'],
      ...[
        '--balances',
        'USDT=-1',
        '--rate-limits',
        'some',
        '--duplicates',
        'both',
        '--clock',
        'sundial',
        '--start',
        'noon',
        '--control-port',
      ],
    );
    const expected = [
      'found --wat, expected one of --port',
      'found "foo", expected flags only',
      '--port: found "70000", expected a whole number from 0 to 65535',
      '--seed: found twice, expected once',
      '--seed: found "x", expected a whole number',
      '--mode: found "both", expected hedge or one-way',
      '--symbols: found "NOPE_USDT", expected some of BTC_USDT',
      '--json: found "yes", expected no value',
      '--balances: found "USDT=-1", expected such as USDT=10000,BTC=1',
      '--rate-limits: found "some", expected published or off',
      '--duplicates: found "both", expected refuse or answer',
      '--clock: found "sundial", expected machine or manual or tape',
      '--start: found "noon", expected ms since the epoch',
      '--control-port: found nothing, expected number',
    ];
    for (const text of expected) expect(complaints).toContainEqual(expect.stringContaining(text));
    expect(complaints).toHaveLength(expected.length);
  });

  it.each([
    ['create-order', 'expected endpoint:fault'],
    ['nothing:http-502', 'found "nothing", expected any or one of get-server-time'],
    ['any:flood', 'found "flood", expected one of hang-up-before-accept'],
    ['any:http-502:2', 'found "2", expected a probability from 0 to 1'],
    ['any:http-502:x0', 'found "x0", expected a probability'],
    ['any:http-502:0.1:0.2', 'found "0.1:0.2"'],
  ])('error: --fault %s', (text, message) => {
    expect(complaintsOf('--fault', text)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [['--restore', 'a.json', '--seed', '1'], '--seed: found "1", expected none beside --restore'],
    [['--clock', 'tape'], '--clock: found "tape", expected a --tape with it'],
    [['--clock', 'manual'], '--clock: found "manual", expected a --control-port with it'],
    [['--start', '0'], '--start: found "0", expected a --clock manual or tape with it'],
  ])('error: %j makes no sense alone', (args, message) => {
    expect(complaintsOf(...args)).toEqual([expect.stringContaining(message)]);
  });
});

describe('the lists', () => {
  it('behavior: the help has every flag, the list of faults every fault, the list of gaps every gap', () => {
    for (const { name } of flagRows) expect(helpText()).toContain(`--${name}`);
    for (const name of [...faultNames, ...streamFaultNames]) expect(faultList()).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    const { endpoints, channels } = simulatorGaps();
    for (const text of [...endpoints.map(({ route }) => route), ...channels]) expect(gapList()).toContain(text);
  });
});
