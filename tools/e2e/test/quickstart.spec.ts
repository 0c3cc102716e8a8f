import { Program } from './program';

it('default: the quickstart walks through every snippet and ends by itself', async () => {
  const { code, output } = await new Program('examples/dist/quickstart.js').end();
  expect({ code, output }).toMatchObject({ code: 0 });
  const expected = [
    'Connected to MEXC Futures',
    /Order created: \d{18}\nStatus: pending, size: 0\.001 BTC = 10 contracts/,
    /Read back: filled, 0\.001 BTC at \d+/,
    /Denied \(nothing was sent\): size-off-grid: .*found 0\.00015.*0\.0001 \(1 contracts\) and 0\.0002 \(2 contracts\)/,
    /Symbol: BTC_USDT \(long, isolated, 10x\)\nSize: 0\.001 BTC = 10 contracts, 10 closable\nEntry: \d/,
    /Available: \d+(\.\d+)? USDT\nFrozen: 0 USDT\nPosition margin: \d+(\.\d+)? USDT\nTotal: \d+(\.\d+)? USDT/,
    /Open orders of BTC_USDT: (\d{18} at \d+(\.\d)?(, )?){3}\n/,
    'Cancel one: cancelled',
    'Cancelled 2 orders of BTC_USDT',
    'Cancelled 1 orders on the exchange',
    'Stored 60 1s candles',
    /(2021-01-01T00:00:\d\d\.000Z {2}.* interpolated\n){12}/,
    '2021-01-01T00:00:00.000Z  29000 29005.4 28953.4 28971.1  12  interpolated',
    '2021-01-01T00:00:55.000Z  29032.2 29100 29031.7 29050  9  interpolated',
    'Rejected by the venue: code',
    'Kill switch after 5 failures in a row: API appears broken - halted trading',
    'Positions left: 0',
  ];
  let from = 0;
  for (const next of expected) {
    const rest = output.slice(from);
    const at = typeof next === 'string' ? rest.indexOf(next) : rest.search(next);
    expect({ next: String(next), isFound: at >= 0, rest: at >= 0 ? '' : rest }).toEqual({ next: String(next), isFound: true, rest: '' });
    from += at;
  }
});
