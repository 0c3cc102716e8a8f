import { flagRows, helpText, readFlags } from './flags';

describe('readFlags', () => {
  it('default: 30 seconds, what opens, armed by the first beat', () => {
    expect(readFlags([])).toEqual({
      kind: 'run',
      flags: {
        maxSilenceMs: 30_000,
        port: 3010,
        directory: 'data/watchdog',
        cancels: 'opening',
        closesPositions: false,
        isArmedAtStart: false,
        giveUpAfterMs: 900_000,
      },
    });
  });

  it('args: all of them', () => {
    const args = '--silence 2.5 --port 0 --directory /tmp/x --cancel all --close --armed --give-up-after 60'.split(' ');
    expect(readFlags(args)).toEqual({
      kind: 'run',
      flags: {
        maxSilenceMs: 2_500,
        port: 0,
        directory: '/tmp/x',
        cancels: 'all',
        closesPositions: true,
        isArmedAtStart: true,
        giveUpAfterMs: 60_000,
      },
    });
    expect(readFlags(['--clear', ' looked at the account '])).toMatchObject({ kind: 'clear', reason: 'looked at the account' });
    expect(readFlags(['--help'])).toEqual({ kind: 'help' });
    for (const { name } of flagRows) expect(helpText()).toContain(`--${name}`);
  });

  it('error: everything that is wrong at once', () => {
    const asked = readFlags([
      '--silence',
      '0',
      '--port',
      '99999',
      '--cancel',
      'some',
      '--clear',
      'x',
      '--wat',
      '--close=1',
      '--armed',
      '--armed',
      'y',
    ]);
    expect(asked).toEqual({
      kind: 'refused',
      complaints: [
        expect.stringMatching(/^found --wat, expected one of --silence, /),
        '--close: found a value, expected none',
        '--armed: found twice, expected once',
        'found "y", expected flags only (--help lists them)',
        '--silence: found "0", expected seconds from 1 to 3600',
        '--port: found "99999", expected a whole number from 0 to 65535',
        '--cancel: found "some", expected opening or all',
        '--clear: found "x", expected a reason in words',
      ],
    });
    expect(readFlags(['--clear'])).toMatchObject({ kind: 'refused', complaints: ['--clear: found nothing, expected reason'] });
  });
});
