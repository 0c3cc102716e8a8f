import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcError } from '@prate/mexc-protocol';
import fc from 'fast-check';
import { MexcFuturesStream, type StreamEvent, type StreamGap } from '../src';
import { ManualTimer, readTranscript, ScriptedSocket } from '../src/testing';
import { politeAnswer, samplePush, testCredentials } from './venue-grammar';

const symbol = 'BTC_USDT';
const auth = new MexcFuturesAuth({ credentials: testCredentials });
const folder = join(__dirname, '../../mexc-protocol/fixtures/ws');
const pushes = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .flatMap((name) => readTranscript(readFileSync(join(folder, name), 'utf8')))
  .filter(({ kind }) => kind !== 'sent')
  .map(({ text }) => text);

/** A stream that watches all there is, and fails on whatever handlers must never see. */
function watchAll() {
  const timer = new ManualTimer();
  const venue = new ScriptedSocket((text) => [politeAnswer(text)]);
  const counts = { events: 0, errors: 0 };
  const thrown: unknown[] = [];
  const stream = new MexcFuturesStream({
    timer,
    auth,
    openSocket: venue.openSocket,
    sendsPerSecond: 100,
    onHandlerError: (error) => thrown.push(error),
  });
  const handlers = {
    onEvent: ({ data }: StreamEvent<unknown>) => {
      counts.events += 1;
      expect(JSON.stringify(data)).not.toMatch(/NaN|Infinity|:null|\[null|,null/);
    },
    onError: (error: Error) => {
      counts.errors += 1;
      expect(error).toBeInstanceOf(MexcError);
    },
  };
  const { public: market } = stream;
  market.watchTickers(handlers);
  market.watchContracts(handlers);
  market.watchKlines({ symbol, interval: 'Min1' }, handlers);
  market.watchDepthFull({ symbol, limit: 5 }, handlers);
  market.watchDepthStep({ symbol, step: '10' }, handlers);
  for (const watch of [
    market.watchTicker,
    market.watchDeals,
    market.watchDepth,
    market.watchFundingRate,
    market.watchIndexPrice,
    market.watchFairPrice,
  ]) {
    watch({ symbol }, handlers);
  }
  stream.private.watchEverything({
    ...handlers,
    onEvent: (event) =>
      event.data.topic !== 'position.closeall.fail' && event.data.topic !== 'event.contract.position' ? handlers.onEvent(event) : undefined,
  });
  return { timer, venue, stream, counts, thrown };
}

describe('whatever the venue says', () => {
  it('behavior: mutated frames of every channel are events, errors or counted surprises; nothing is thrown, nothing is NaN', async () => {
    const { timer, venue, stream, counts, thrown } = watchAll();
    await timer.advance(1_000);
    const mutation = fc.record({
      at: fc.nat(600),
      remove: fc.nat(8),
      insert: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom('', '-', 'e999', '0', '99999999999999999999', 'null', 'NaN', '"', '{', '[', 'true'),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...pushes), fc.array(mutation, { maxLength: 3 }), (push, mutations) => {
        const text = mutations.reduce((sofar, { at, remove, insert }) => sofar.slice(0, at) + insert + sofar.slice(at + remove), push);
        venue.push(text);
      }),
      { numRuns: 5_000, seed: 3 },
    );
    await timer.advance(0);
    expect(thrown).toEqual([]);
    expect(counts.events).toBeGreaterThan(500);
    expect(counts.errors).toBeGreaterThan(10);
    expect(Object.keys(stream.health().drift).length).toBeGreaterThan(20);
    await stream.disconnect();
    expect(timer.waiting).toBe(0);
  });

  it('behavior: values of every kind in every field', async () => {
    const { timer, venue, stream, thrown } = watchAll();
    await timer.advance(1_000);
    const frames = pushes.filter((text) => text.includes('push.')).map((text) => JSON.parse(text) as { data?: unknown });
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.nat(40), fc.jsonValue(), (frame, at, value) => {
        const isList = Array.isArray(frame.data);
        const row = { ...((isList ? (frame.data as unknown[])[0] : frame.data) as Record<string, unknown> | undefined) };
        const keys = Object.keys(row);
        const key = keys[at % (keys.length + 1)] ?? 'data';
        const data = key === 'data' ? value : isList ? [{ ...row, [key]: value }] : { ...row, [key]: value };
        venue.push(JSON.stringify({ ...frame, data }));
      }),
      { numRuns: 3_000 },
    );
    await timer.advance(0);
    expect(thrown).toEqual([]);
    await stream.disconnect();
  });
});

describe('epochs', () => {
  const action = fc.constantFrom('push', 'push', 'push', 'late', 'cut', 'wait', 'mute', 'speak');

  it('behavior: epochs never go back, none changes without a gap told, and a late frame changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
        const timer = new ManualTimer();
        let isMute = false;
        const venue = new ScriptedSocket((text) => (isMute ? [] : [politeAnswer(text)]));
        const stream = new MexcFuturesStream({ timer, auth, openSocket: venue.openSocket });
        const told: ({ event: number; price: number } | { gap: StreamGap } | 'ready')[] = [];
        const handlers = {
          onEvent: ({ epoch, data }: StreamEvent<{ price: number }>) => void told.push({ event: epoch, price: data.price }),
          onGap: (gap: StreamGap) => void told.push({ gap }),
          onReady: () => void told.push('ready'),
        };
        stream.public.watchFairPrice({ symbol }, handlers);
        let price = 0;
        for (const one of actions) {
          if (one === 'push') venue.push(samplePush.fair(symbol, (price += 2)));
          else if (one === 'late') venue.pushLate(samplePush.fair(symbol, 1));
          else if (one === 'cut') venue.cut();
          else if (one === 'wait') await timer.advance(20_000);
          else isMute = one === 'mute';
          await timer.advance(10);
        }
        let epoch = 0;
        let isOpen = false;
        for (const one of told) {
          if (one === 'ready') isOpen = true;
          else if ('gap' in one) {
            expect(isOpen).toBe(true);
            expect(one.gap.epoch).toBeGreaterThanOrEqual(epoch);
            isOpen = false;
          } else {
            expect(isOpen).toBe(true);
            expect(one.event).toBeGreaterThanOrEqual(epoch);
            expect(one.price % 2).toBe(0);
            epoch = one.event;
          }
        }
        await stream.disconnect();
        expect([timer.waiting, venue.open]).toEqual([0, 0]);
      }),
      { numRuns: 100 },
    );
  });
});
