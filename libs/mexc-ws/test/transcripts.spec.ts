import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { parseWireJson, personalTopics, publicTopics } from '@prate/mexc-protocol';
import { MexcFuturesStream, type StreamEvent } from '../src';
import { ManualTimer, readTranscript, ScriptedSocket } from '../src/testing';
import { testCredentials } from './venue-grammar';

const folder = join(__dirname, '../../mexc-protocol/fixtures/ws');
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
// The time of the published signature vector.
const auth = new MexcFuturesAuth({ credentials: testCredentials, clock: new RequestClock({ nowMs: () => 1767225600789 }) });

type Watch = (stream: MexcFuturesStream, param: never, handlers: { onEvent(event: StreamEvent<unknown>): void }) => () => void;
const watches: Record<string, Watch> = {
  tickers: (stream, _param, handlers) => stream.public.watchTickers(handlers),
  ticker: (stream, param, handlers) => stream.public.watchTicker(param, handlers),
  deal: (stream, param, handlers) => stream.public.watchDeals(param, handlers),
  depth: (stream, param, handlers) => stream.public.watchDepth(param, handlers),
  'depth.full': (stream, param, handlers) => stream.public.watchDepthFull(param, handlers),
  'depth.step': (stream, param, handlers) => stream.public.watchDepthStep(param, handlers),
  kline: (stream, param, handlers) => stream.public.watchKlines(param, handlers),
  'funding.rate': (stream, param, handlers) => stream.public.watchFundingRate(param, handlers),
  'index.price': (stream, param, handlers) => stream.public.watchIndexPrice(param, handlers),
  'fair.price': (stream, param, handlers) => stream.public.watchFairPrice(param, handlers),
  contract: (stream, _param, handlers) => stream.public.watchContracts(handlers),
  'personal.order': (stream, _param, handlers) => stream.private.watchOrders(handlers),
  'personal.order.deal': (stream, _param, handlers) => stream.private.watchOrderDeals(handlers),
  'personal.position': (stream, _param, handlers) => stream.private.watchPositions(handlers),
  'personal.asset': (stream, _param, handlers) => stream.private.watchAssets(handlers),
  'personal.plan.order': (stream, _param, handlers) => stream.private.watchPlanOrders(handlers),
  'personal.stop.planorder': (stream, _param, handlers) => stream.private.watchStopPlanOrders(handlers),
  'personal.stop.order': (stream, _param, handlers) => stream.private.watchStopOrders(handlers),
  'personal.track.order': (stream, _param, handlers) => stream.private.watchTrackOrders(handlers),
  'personal.risk.limit': (stream, _param, handlers) => stream.private.watchRiskLimits(handlers),
  'personal.adl.level': (stream, _param, handlers) => stream.private.watchAdlLevels(handlers),
  'personal.position.mode': (stream, _param, handlers) => stream.private.watchPositionMode(handlers),
  'personal.leverage.mode': (stream, _param, handlers) => stream.private.watchLeverageMode(handlers),
  'personal.liquidate.risk': (stream, _param, handlers) => stream.private.watchLiquidationRisk(handlers),
  'personal.order.chase': (stream, _param, handlers) => stream.private.watchOrderChaseFailures(handlers),
  'personal.reverse.position': (stream, _param, handlers) => stream.private.watchPositionReversals(handlers),
  'personal.position.closeall.fail': (stream, _param, handlers) => stream.private.watchCloseAllFailures(handlers),
  'personal.bonus': (stream, _param, handlers) => stream.private.watchBonus(handlers),
  'personal.generic.notify': (stream, _param, handlers) => stream.private.watchNotifications(handlers),
};

/** Every leaf that came out, as text, so that bare and quoted numbers compare. */
function leaves(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { [path]: String(value) };
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => leaves(inner, `${path}/${key}`))) as Record<string, string>;
}

const channelOf = (file: string) => file.split('.').slice(0, -2).join('.');

describe('transcripts', () => {
  it('default: there is one for every channel that can be watched', () => {
    const wanted = [...publicTopics, ...personalTopics.map((topic) => `personal.${topic}`)];
    expect([...new Set(files.map(channelOf))].sort()).toEqual(
      wanted.filter((channel) => channel !== 'personal.event.contract.position').sort(),
    );
    expect(Object.keys(watches).sort()).toEqual([...new Set(files.map(channelOf))].sort());
  });

  it.each(files)('default: %s is played: said as written, and every value that comes out is one that came in', async (file) => {
    const transcript = readFileSync(join(folder, file), 'utf8');
    const lines = readTranscript(transcript);
    const said = lines.filter(({ kind }) => kind === 'sent').map(({ text }) => text);
    const pushed = lines
      .filter(({ kind }) => kind === 'pushed')
      .map(({ text }) => parseWireJson(text) as { data?: unknown; symbol?: string });
    const venue = ScriptedSocket.playing(transcript);
    const timer = new ManualTimer();
    const drift: unknown[] = [];
    const stream = new MexcFuturesStream({ timer, openSocket: venue.openSocket, auth, onDrift: (record) => drift.push(record) });
    const events: StreamEvent<unknown>[] = [];
    const isPrivate = file.startsWith('personal.');
    const { param = {} } = JSON.parse(said[0] ?? '{}') as { param?: object };
    const stop = watches[channelOf(file)]?.(stream, param as never, { onEvent: (event) => void events.push(event) });
    // A second topic, so that the end of the first is said and not hung up.
    if (!isPrivate) stream.public.watchTicker({ symbol: 'OTHER_USDT' }, { onEvent: () => undefined });
    await timer.advance(500);
    stop?.();
    await timer.advance(500);

    expect(venue.sent.filter((text) => !text.includes('OTHER_USDT'))).toEqual(said);
    expect(drift).toEqual([]);
    expect(events).toHaveLength(pushed.length);
    events.forEach(({ data, symbol, tsMs }, at) => {
      const came = pushed[at];
      const { data: inData, symbol: outer } = came ?? {};
      expect(symbol).toBe(isPrivate ? undefined : outer);
      expect(tsMs).toBeGreaterThan(1788000000000);
      const list = channelOf(file) === 'deal' && !Array.isArray(inData) ? [inData] : (inData ?? null);
      const incoming = leaves(list);
      const outgoing = leaves(data);
      expect(Object.keys(outgoing).length).toBeGreaterThan(0);
      for (const [path, value] of Object.entries(outgoing)) {
        if (value === 'undefined') continue;
        const given = incoming[path] ?? incoming[path.replace('/taker', '/isTaker')];
        // Numbers of the market may be written otherwise, ids and private decimals may not.
        if (given !== value) expect([isPrivate, path, Number(given)]).toEqual([false, path, Number(value)]);
      }
    });
    await stream.disconnect();
    expect(timer.waiting).toBe(0);
  });
});
