import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { UnreadableFrameError } from '../errors';
import { ManualTimer } from '../testing/manual-timer';
import { Backoff } from './backoff';
import { frameText } from './frame-text';
import { KeepAlive } from './keep-alive';
import { SendPacer } from './send-pacer';

describe('Backoff', () => {
  it('default: whole waits that grow to the longest and start again after a reset', () => {
    const backoff = new Backoff({ firstMs: 100, longestMs: 5_000 });
    const early: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const waits = Array.from({ length: 12 }, () => backoff.nextMs());
      for (const wait of waits) expect(Number.isInteger(wait) && wait >= 0 && wait <= 5_000).toBe(true);
      expect(waits.at(-1)).toBeGreaterThan(1_000);
      early.push(waits[0] ?? 0);
      backoff.reset();
    }
    expect(Math.max(...early)).toBeLessThan(1_000);
    expect(new Set(early).size).toBeGreaterThan(10);
  });
});

describe('SendPacer', () => {
  it('behavior: never more in any second than allowed, in order, pings first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(300), { minLength: 1, maxLength: 60 }),
        async (perSecond, pauses) => {
          const timer = new ManualTimer();
          const sent: { text: string; atMs: number }[] = [];
          const pacer = new SendPacer(timer, perSecond, (text) => sent.push({ text, atMs: timer.nowMs() }));
          for (const [at, pause] of pauses.entries()) {
            pacer.send(String(at));
            if (at % 7 === 0) pacer.sendFirst('ping');
            await timer.advance(pause);
          }
          await timer.advance(100_000);
          expect(pacer.waiting).toBe(0);
          expect(sent.filter(({ text }) => text !== 'ping').map(({ text }) => Number(text))).toEqual(pauses.map((_, at) => at));
          for (const { atMs } of sent) {
            expect(sent.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length).toBeLessThanOrEqual(perSecond);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('KeepAlive', () => {
  it('default: pings at its beat, and tells of silence once', async () => {
    const timer = new ManualTimer();
    const told: string[] = [];
    const startedAtMs = timer.nowMs();
    const note = (what: string) => () => void told.push(`${what} ${timer.nowMs() - startedAtMs}`);
    const keepAlive = new KeepAlive(timer, { pingEveryMs: 15_000, silenceMs: 25_000 }, note('ping'), note('silence'));
    keepAlive.start();
    await timer.advance(14_000);
    keepAlive.heard();
    await timer.advance(60_000);
    expect(told).toEqual(['ping 15000', 'ping 30000', 'silence 39000']);
    expect(timer.waiting).toBe(0);
  });
});

describe('a clock that is set back by an hour', () => {
  it('behavior: holds up nothing that waits to be sent', async () => {
    const timer = new ManualTimer();
    const sent: string[] = [];
    const pacer = new SendPacer(timer, 20, (text) => sent.push(text));
    pacer.send('a');
    timer.jump(-3_600_000);
    for (const text of ['b', 'c']) pacer.send(text);
    await timer.advance(200);
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('behavior: makes silence no longer', async () => {
    const timer = new ManualTimer();
    let silences = 0;
    const keepAlive = new KeepAlive(
      timer,
      { pingEveryMs: 15_000, silenceMs: 25_000 },
      () => undefined,
      () => (silences += 1),
    );
    keepAlive.start();
    timer.jump(-3_600_000);
    await timer.advance(51_000);
    expect([silences, timer.waiting]).toEqual([1, 0]);
  });
});

describe('frameText', () => {
  it('default: text, binary text and gzip', () => {
    for (const bytes of [Buffer.from('{"a":"ü"}'), gzipSync('{"a":"ü"}')]) expect(frameText(bytes, true)).toBe('{"a":"ü"}');
    expect(frameText(Buffer.from('{"a":"ü"}'), false)).toBe('{"a":"ü"}');
  });

  it('error: damaged gzip is one error, whatever the damage', () => {
    const whole = gzipSync(JSON.stringify({ channel: 'push.kline', data: Array.from({ length: 50 }, (_, at) => at) }));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: whole.length - 1 }), fc.nat(255), fc.boolean(), (at, value, isCut) => {
        const damaged = isCut ? whole.subarray(0, at) : Buffer.from(whole);
        if (!isCut) damaged[at] = value;
        try {
          expect(typeof frameText(damaged, true)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableFrameError);
        }
      }),
    );
  });
});
