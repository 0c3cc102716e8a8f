import * as fc from 'fast-check';
import { personalTopics, publicTopics } from '@prate/mexc-protocol';
import { UnknownChannelError, UnreadableFrameError } from '../errors';
import { type Frame, readFrame, readPublicFrame } from './frame-codec';

// Reference 2.5, 8.1, 8.2, 8.4, 8.7.
const samples = {
  pong: '{"channel":"pong","data":1788000000001,"ts":1788000000002}',
  ack: '{"channel":"rs.sub.kline","data":"success","ts":1788000000000}',
  unsubscribed: '{"channel":"rs.unsub.depth.full","data":"success","ts":"1788000000000"}',
  login: '{"channel":"rs.login","data":"success","ts":"1788000000000"}',
  filter: '{"channel":"rs.personal.filter","data":"success","ts":1788000000000}',
  error: '{"channel":"rs.error","data":"Contract [NOPE_USDT] not exists","ts":1788000000000}',
  tickers:
    '{"channel":"push.tickers","data":[{"contractId":77,"symbol":"AAA_USDT","lastPrice":0.0501,"riseFallRate":-0.012,"fairPrice":0.0502,"indexPrice":0.05,"volume24":120000,"amount24":60100.5,"maxBidPrice":0.06,"minAskPrice":0.04,"lower24Price":0.0492,"high24Price":0.0511,"timestamp":1788000000100}],"ts":1788000000100}',
  deal: '{"symbol":"BTC_USDT","data":[{"p":60010,"v":25,"T":1,"O":3,"M":2,"t":1788000000300,"i":"16000000001","cts":"1788000000300"}],"channel":"push.deal","ts":1788000000300}',
  depth:
    '{"symbol":"BTC_USDT","data":{"cts":1788000000400,"asks":[[60010.1,5200,3]],"bids":[[60009.2,0,0]],"end":42000000115,"begin":42000000101,"version":42000000115},"channel":"push.depth","ts":1788000000403}',
  kline:
    '{"symbol":"BTC_USDT","data":{"symbol":"BTC_USDT","interval":"Min1","t":1787999940,"o":60001,"c":60010,"h":60015.5,"l":59998,"a":1200150.4,"q":200000,"ro":60002.5,"rc":60010,"rh":60015.5,"rl":59998},"channel":"push.kline","ts":1788000000500}',
  order:
    '{"channel":"push.personal.order","data":{"orderId":860000000000000001,"symbol":"BTC_USDT","positionId":1100000001,"price":60010,"vol":10,"state":3,"takerFee":0.024004,"externalOid":"sim-0001","version":2},"ts":1788000000651}',
} as const;

describe('readFrame', () => {
  it.each<[keyof typeof samples, Frame]>([
    ['pong', { kind: 'pong', serverTimeMs: 1788000000001, tsMs: 1788000000002 }],
    ['ack', { kind: 'ack', topic: 'kline', isUnsubscribe: false, tsMs: 1788000000000 }],
    ['unsubscribed', { kind: 'ack', topic: 'depth.full', isUnsubscribe: true, tsMs: 1788000000000 }],
    ['login', { kind: 'login-ack', tsMs: 1788000000000 }],
    ['filter', { kind: 'filter-ack', tsMs: 1788000000000 }],
    ['error', { kind: 'error', channel: 'rs.error', text: 'Contract [NOPE_USDT] not exists', tsMs: 1788000000000 }],
  ])('default: %s', (name, frame) => {
    expect(readFrame(samples[name])).toEqual(frame);
  });

  it.each(['tickers', 'deal', 'depth', 'kline', 'order'] as const)('default: a push of %s', (name) => {
    const frame = readFrame(samples[name]);
    expect(frame).toMatchObject({ kind: 'push', channel: name === 'order' ? 'push.personal.order' : `push.${name}` });
    expect('symbol' in frame ? frame.symbol : undefined).toBe(samples[name].startsWith('{"symbol":"BTC_USDT"') ? 'BTC_USDT' : undefined);
  });

  it('behavior: ids of 18 digits and decimals are text, bare or quoted', () => {
    expect(readFrame(samples.order)).toMatchObject({ data: { orderId: '860000000000000001', takerFee: '0.024004' } });
    const quoted = samples.order.replace('860000000000000001', '"860000000000000001"');
    expect(readFrame(quoted)).toEqual(readFrame(samples.order));
  });

  it('behavior: every topic of the tables has its push, every public one its two answers', () => {
    for (const topic of publicTopics) {
      expect(readFrame(`{"channel":"push.${topic}","data":{}}`)).toEqual({ kind: 'push', channel: `push.${topic}`, data: {} });
      expect(readFrame(`{"channel":"rs.sub.${topic}","data":"success"}`)).toEqual({ kind: 'ack', topic, isUnsubscribe: false });
      expect(readFrame(`{"channel":"rs.unsub.${topic}","data":"success"}`)).toEqual({ kind: 'ack', topic, isUnsubscribe: true });
    }
    for (const topic of personalTopics) {
      expect(readFrame(`{"channel":"push.personal.${topic}","data":{}}`)).toMatchObject({ channel: `push.personal.${topic}` });
    }
  });

  it('behavior: a push without data is readable only where the venue sends none', () => {
    expect(readFrame('{"channel":"push.personal.position.closeall.fail"}')).toMatchObject({ kind: 'push', data: null });
    expect(() => readFrame('{"channel":"push.personal.order","data":null}')).toThrow(UnreadableFrameError);
    expect(() => readFrame('{"channel":"push.kline"}')).toThrow('push.kline: found no data');
  });

  it.each([
    ['rs.login', '"apikey not found"', 'apikey not found'],
    ['rs.sub.kline', '"fail"', 'fail'],
    ['rs.personal.filter', '{"code":1}', '(an object)'],
    ['rs.error', '"more than 60 seconds no response, close the channel"', 'more than 60 seconds no response, close the channel'],
  ])('behavior: %s with %s is an error, not an ack', (channel, data, text) => {
    expect(readFrame(`{"channel":"${channel}","data":${data}}`)).toEqual({ kind: 'error', channel, text });
  });

  it.each([
    ['no JSON', 'pong'],
    ['empty', ''],
    ['half a frame', samples.kline.slice(0, 40)],
    ['a list', '[]'],
    ['a bare text', '"pong"'],
    ['null', 'null'],
    ['no channel', '{"data":1}'],
    ['an empty channel', '{"channel":""}'],
    ['a channel that is an object', '{"channel":{}}'],
    ['a channel by inheritance', '{"__proto__":{"channel":"pong","data":1}}'],
    ['a pong without time', '{"channel":"pong"}'],
    ['a pong with a negative time', '{"channel":"pong","data":-1}'],
    ['a time that is no number', '{"channel":"pong","data":1,"ts":"soon"}'],
    ['a time above 2^53', '{"channel":"pong","data":1,"ts":9999999999999999}'],
    ['a symbol that is a list', '{"channel":"push.kline","symbol":[],"data":{}}'],
    ['a frame nested a hundred thousand deep', `{"channel":"push.kline","data":${'['.repeat(100_000)}`],
  ])('error: %s', (_what, text) => {
    expect(() => readFrame(text)).toThrow(UnreadableFrameError);
  });

  it.each([
    'push.klines',
    'rs.sub.nope',
    'rs.sub.personal.order',
    'sub.kline',
    'PONG',
    'push.personal.',
    'toString',
    `push.${'x'.repeat(999)}`,
  ])('error: unknown channel %s', (channel) => {
    expect(() => readFrame(JSON.stringify({ channel, data: 'success' }))).toThrow(UnknownChannelError);
  });

  it('error: neither data of an account nor a long name is repeated', () => {
    expect(() => readFrame(samples.order.slice(0, -20))).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/8600|sim-0001/) as string, proves: 'nothing' }) as Error,
    );
    expect(() => readFrame(`{"channel":"${'x'.repeat(999)}"}`)).toThrow(
      expect.objectContaining({ channel: `${'x'.repeat(60)}…` }) as Error,
    );
  });

  it('behavior: a public frame is plain JSON, and a deal is not, because it has an id', () => {
    expect(readPublicFrame(samples.kline)).toMatchObject({ data: { o: 60001, h: 60015.5 }, tsMs: 1788000000500 });
    const deal = samples.deal.replace('"16000000001"', '9007199254740993');
    expect(readPublicFrame(deal)).toMatchObject({ data: [{ i: '9007199254740993' }] });
    for (const name of ['pong', 'ack', 'unsubscribed', 'login', 'filter', 'error'] as const) {
      expect(readPublicFrame(samples[name])).toEqual(readFrame(samples[name]));
    }
  });

  it('behavior: mutated frames are frames or one of the two errors, never anything else', () => {
    const mutation = fc.record({
      at: fc.nat(400),
      remove: fc.nat(12),
      insert: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(...'{}[]",:0-.en')),
    });
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(samples)), fc.array(mutation, { minLength: 1, maxLength: 4 }), (sample, mutations) => {
        let text: string = sample;
        for (const { at, remove, insert } of mutations) text = text.slice(0, at) + insert + text.slice(at + remove);
        for (const read of [readFrame, readPublicFrame]) {
          try {
            outcomes.add(read(text).kind);
          } catch (error) {
            expect(error instanceof UnreadableFrameError || error instanceof UnknownChannelError).toBe(true);
            outcomes.add((error as Error).name);
          }
        }
      }),
      { numRuns: 3_000, seed: 8 },
    );
    expect([...outcomes]).toEqual(expect.arrayContaining(['push', 'error', 'UnreadableFrameError', 'UnknownChannelError']));
  });

  it('behavior: frames of arbitrary members are frames or one of the two errors', () => {
    const value = fc.oneof(fc.constantFrom('pong', 'rs.login', 'rs.error', 'push.kline', 'rs.sub.deal', 'success'), fc.jsonValue());
    fc.assert(
      fc.property(fc.record({ channel: value, data: value, ts: value, symbol: value }, { requiredKeys: [] }), (members) => {
        try {
          expect(readFrame(JSON.stringify(members))).toHaveProperty('kind');
        } catch (error) {
          if (!(error instanceof UnreadableFrameError || error instanceof UnknownChannelError)) throw error;
        }
      }),
    );
  });
});
