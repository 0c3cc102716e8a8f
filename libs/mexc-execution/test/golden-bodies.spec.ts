import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MarginMode, MemoryOrderJournal, OrderType, PositionMode } from '@prate/execution-interface';
import { buildInstrument } from '@prate/execution-interface/testing';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { type ScriptedVenue, orderlyVenue, success } from './scripted-venue';

const INTENTS = ['openLong', 'closeLong', 'openShort', 'closeShort'] as const;
type Intent = (typeof INTENTS)[number];
const KINDS = [...Object.values(OrderType), 'plan', 'stop', 'trailing'] as const;
type Kind = (typeof KINDS)[number];

interface GoldenRow {
  readonly intent: Intent;
  readonly positionMode: PositionMode;
  readonly marginMode: MarginMode;
  /** `POST` to this path, and these very bytes. */
  readonly path: string;
  readonly body: string;
}

const golden = (kind: Kind): readonly GoldenRow[] =>
  JSON.parse(readFileSync(join(__dirname, 'golden', `${kind}.json`), 'utf8')) as GoldenRow[];

const combinations = INTENTS.flatMap((intent) =>
  Object.values(PositionMode).flatMap((positionMode) =>
    Object.values(MarginMode).map((marginMode) => ({ intent, positionMode, marginMode })),
  ),
);

test('default: the table is whole: 4 intents, 2 position modes, 2 margin modes, 8 kinds, none absent', () => {
  expect(combinations).toHaveLength(16);
  const rows = KINDS.flatMap(golden);
  expect(rows).toHaveLength(128);
  for (const kind of KINDS) {
    expect(golden(kind).map(({ intent, positionMode, marginMode }) => ({ intent, positionMode, marginMode }))).toEqual(combinations);
  }
  // Reduce-only never leaves in hedge mode, and always on a close in one-way mode.
  const placing = rows.filter(({ path }) => !path.includes('/stoporder/'));
  for (const { intent, positionMode, body } of placing) {
    expect(body.includes('"reduceOnly":true')).toBe(positionMode === 'one-way' && intent.startsWith('close'));
  }
});

describe.each(KINDS)('%s', (kind) => {
  test.each(golden(kind))('default: $intent $positionMode $marginMode', async (row) => {
    expect(await bodyOf(kind, row)).toEqual({ path: row.path, body: row.body });
  });
});

/** What the command puts on the wire: its own bytes, as they arrived at a venue over HTTP. */
async function bodyOf(kind: Kind, { intent, positionMode, marginMode }: Pick<GoldenRow, 'intent' | 'positionMode' | 'marginMode'>) {
  const venue = venueOf({ intent, positionMode, marginMode });
  const rest = await venue.start();
  const instruments = { getInstrument: async () => buildInstrument(), getInstruments: async () => [buildInstrument()] };
  const execution = new MexcFuturesExecution({ rest, instruments, journal: new MemoryOrderJournal() });
  const { problems } = await execution.connect();
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const outcome = await run(execution, kind, { intent, marginMode });
  await execution.disconnect();
  if (outcome.status !== 'accepted') throw new Error(JSON.stringify(outcome));
  const sent = venue.requests.filter(({ path }) => /\/(create|place|place\/v2)$/.test(path));
  expect(sent).toHaveLength(1);
  return sent[0];
}

function run(execution: MexcFuturesExecution, kind: Kind, { intent, marginMode }: Pick<GoldenRow, 'intent' | 'marginMode'>) {
  const side = intent === 'openLong' || intent === 'closeShort' ? 'buy' : 'sell';
  const opens = { effect: 'open', leverage: 20, marginMode } as const;
  const exposure = intent.startsWith('open') ? opens : ({ effect: 'close' } as const);
  const positionSide = intent.endsWith('Long') ? 'long' : 'short';
  const order = { symbol: 'BTC_USDT', side, contracts: 10 } as const;
  const [over, under] = [
    { price: '70000.5', reference: 'last' },
    { price: '60000.5', reference: 'mark' },
  ] as const;
  const protection = positionSide === 'long' ? { takeProfit: over, stopLoss: under } : { takeProfit: under, stopLoss: over };
  switch (kind) {
    case 'market':
      return execution.createOrder({ ...order, ...exposure, type: 'market', clientOrderId: 'golden-1' });
    case 'plan':
      return execution.createPlanOrder({
        ...{ ...order, ...exposure },
        ...{ type: 'limit', price: '69000.5', validFor: 'one-day' },
        trigger: { price: '70000.5', reference: 'index', direction: 'at-or-above' },
      });
    case 'stop':
      // Of an entry it travels with the order, of what is held it hangs on the position.
      return exposure.effect === 'open'
        ? execution.createOrder({ ...order, ...exposure, type: 'market', protection, clientOrderId: 'golden-1' })
        : execution.createStopOrder({ symbol: 'BTC_USDT', positionSide, size: 'whole-position', ...protection });
    case 'trailing':
      return execution.createTrailingOrder({
        ...order,
        ...exposure,
        callback: { fraction: '0.02' },
        reference: 'mark',
        activationPrice: '66000.5',
      });
    default:
      return execution.createOrder({ ...order, ...exposure, type: kind, price: '65000.5', clientOrderId: 'golden-1' });
  }
}

/** Market at 65,000, an id for whatever is placed, and a position for a close to close. */
function venueOf({ intent, positionMode, marginMode }: Pick<GoldenRow, 'intent' | 'positionMode' | 'marginMode'>): ScriptedVenue {
  const openType = marginMode === 'isolated' ? 1 : 2;
  const row = (positionType: number) => `{"positionType":${positionType},"openType":${openType},"leverage":20}`;
  const venue = orderlyVenue()
    .answer('/position_mode', success(positionMode === 'hedge' ? '1' : '2'))
    .answer('/leverage', success(`[${row(1)},${row(2)}]`))
    .answer('/ticker', success('{"symbol":"BTC_USDT","lastPrice":65000,"bid1":64999.9,"ask1":65000.1,"timestamp":1760000000000}'))
    .answer('/fair_price/BTC_USDT', success('{"symbol":"BTC_USDT","fairPrice":65000,"timestamp":1760000000000}'))
    .answer('/index_price/BTC_USDT', success('{"symbol":"BTC_USDT","indexPrice":65000,"timestamp":1760000000000}'))
    .answer('/order/create', success('{"orderId":"739113577038255617","ts":1760000000000}'))
    .answer('/planorder/place/v2', success('"739113577038255618"'))
    .answer('/stoporder/place', success('739113577038255619'))
    .answer('/trackorder/place', success('"739113577038255620"'));
  if (intent.startsWith('open')) return venue;
  const positionType = intent === 'closeLong' ? 1 : 2;
  const zeros = ['oim', 'im', 'realised', 'closeVol', 'frozenVol'].map((name) => `"${name}":0`).join(',');
  return venue.answer(
    '/open_positions',
    success(
      `[{"positionId":1109973831,"symbol":"BTC_USDT","positionType":${positionType},"openType":${openType},"state":1,"holdVol":10,` +
        `"holdAvgPrice":65000,"openAvgPrice":65000,${zeros},"leverage":20,"createTime":1760000000000,"updateTime":1760000000000}]`,
    ),
  );
}
