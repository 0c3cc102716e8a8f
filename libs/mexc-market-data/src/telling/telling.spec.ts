import type { MarketDataHandlers } from '@prate/execution-interface';
import type { StreamHandlers } from '@prate/mexc-ws';
import { WatchError } from '../errors';
import { followTopic } from './follow-topic';
import { GuardedHandlers } from './guarded-handlers';
import { Teller } from './teller';

const ignore = (): void => undefined;

/** Handlers that write down what they are told; `onData` waits for `release` while it is held. */
function listener() {
  const told: string[] = [];
  let release: (() => void) | undefined;
  let isHeld = false;
  const handlers: MarketDataHandlers<string> = {
    onData: (data) => {
      told.push(data);
      if (!isHeld) return undefined;
      return new Promise<void>((resolve) => (release = resolve));
    },
    onGap: ({ reason, sinceMs }) => void told.push(`gap ${reason} ${sinceMs}`),
    onReady: () => void told.push('ready'),
    onError: ({ message }) => void told.push(message),
  };
  return {
    told,
    handlers: new GuardedHandlers(handlers, { operation: 'watchTicker', symbol: 'BTC_USDT' }),
    hold: () => void (isHeld = true),
    letGo: async () => {
      isHeld = false;
      release?.();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
  };
}

describe('Teller', () => {
  test('default: straight through', () => {
    const { told, handlers } = listener();
    const teller = new Teller(handlers, 'newest');
    teller.ready();
    teller.data('a');
    teller.gap({ sinceMs: 1, reason: 'cut' });
    teller.error(new Error('odd'));
    expect(told).toEqual(['ready', 'a', 'gap cut 1', 'watchTicker of BTC_USDT: odd']);
  });

  test('behavior: while a handler is busy the newest waits; a gap drops what is older, gaps upon gaps are one', async () => {
    const { told, handlers, hold, letGo } = listener();
    const teller = new Teller(handlers, 'newest');
    hold();
    teller.data('a');
    for (const data of ['b', 'c']) teller.data(data);
    teller.gap({ sinceMs: 1, reason: 'first' });
    teller.ready();
    teller.gap({ sinceMs: 2, reason: 'second' });
    teller.ready();
    teller.data('d');
    teller.data('e');
    expect(told).toEqual(['a']);
    await letGo();
    expect(told).toEqual(['a', 'gap first 1', 'ready', 'e']);
  });

  test('behavior: where each counts, each waits', async () => {
    const { told, handlers, hold, letGo } = listener();
    const teller = new Teller(handlers, 'each');
    hold();
    for (const data of ['a', 'b', 'c']) teller.data(data);
    await letGo();
    expect(told).toEqual(['a', 'b', 'c']);
  });

  test('behavior: nothing is told after a stop, not even what waited', async () => {
    const { told, handlers, hold, letGo } = listener();
    const teller = new Teller(handlers, 'each');
    hold();
    teller.data('a');
    teller.data('b');
    teller.stop();
    await letGo();
    teller.data('c');
    expect(told).toEqual(['a']);
  });

  test('behavior: of errors at most a hundred wait', async () => {
    const { told, handlers, hold, letGo } = listener();
    const teller = new Teller(handlers, 'each');
    hold();
    teller.data('a');
    for (let count = 0; count < 300; count += 1) teller.error(new Error('odd'));
    await letGo();
    expect(told).toHaveLength(101);
  });
});

describe('GuardedHandlers', () => {
  const wrong = () => {
    throw new Error('mine');
  };

  test.each([
    ['thrown', wrong],
    ['rejected', () => Promise.reject(new Error('mine'))],
  ])('behavior: what is %s is told to onError, with operation, symbol and cause', async (_name, onData) => {
    const errors: Error[] = [];
    const guarded = new GuardedHandlers<string>(
      { onData, onError: (error) => void errors.push(error) },
      { operation: 'watchTicker', symbol: 'A' },
    );
    await guarded.data('a');
    expect(errors).toEqual([
      expect.objectContaining({ message: 'watchTicker of A: a handler threw: mine', operation: 'watchTicker', symbol: 'A' }),
    ]);
    expect(errors[0]).toBeInstanceOf(WatchError);
    expect(errors[0]?.cause).toEqual(new Error('mine'));
  });

  test('behavior: without onError, or when that throws, it goes to the hook as it was thrown', async () => {
    const surfaced: unknown[] = [];
    const watched = { operation: 'watchInstruments', onHandlerError: (error: unknown) => void surfaced.push(error) };
    await new GuardedHandlers<string>({ onData: wrong }, watched).data('a');
    await new GuardedHandlers<string>({ onData: ignore, onError: wrong }, watched).error(new Error('odd'));
    await new GuardedHandlers<string>({ onData: ignore, onError: () => Promise.reject(new Error('mine')) }, watched).error(
      new Error('odd'),
    );
    expect(surfaced).toEqual(Array(3).fill(new Error('mine')));
  });

  test('behavior: an error that nobody wants to hear is no fault of a handler', async () => {
    const surfaced: unknown[] = [];
    const watched = { operation: 'watchTicker', onHandlerError: (error: unknown) => void surfaced.push(error) };
    await new GuardedHandlers<string>({ onData: ignore }, watched).error(new Error('odd'));
    expect(surfaced).toEqual([]);
  });
});

describe('followTopic', () => {
  function follow(read: (data: string) => readonly string[]) {
    const { told, handlers, hold, letGo } = listener();
    let stream: StreamHandlers<string> | undefined;
    let isEnded = false;
    const stop = followTopic<string, string>(
      {
        subscribe: (own) => {
          stream = own;
          return () => void (isEnded = true);
        },
        read: ({ data }) => read(data),
      },
      handlers,
    );
    const push = (data: string) => stream?.onEvent({ epoch: 1, receivedAtMs: 1, data });
    return { told, stop, push, hold, letGo, isEnded: () => isEnded };
  }

  test('default: all that a push says, in order, each awaited', async () => {
    const { told, push, hold, letGo } = follow((data) => data.split(' '));
    hold();
    const pending = push('a b c');
    expect(told).toEqual(['a']);
    await letGo();
    await pending;
    expect(told).toEqual(['a', 'b', 'c']);
  });

  test('behavior: with each the time it was sent; and what the stream has heard', () => {
    const told: unknown[] = [];
    let stream: StreamHandlers<string> | undefined;
    const onData = (data: string, sentAtMs?: number) => void told.push([data, sentAtMs]);
    const onHeard = (heard: object) => void told.push(heard);
    followTopic<string, string>(
      {
        subscribe: (own) => {
          stream = own;
          return ignore;
        },
        read: ({ data }) => [data],
      },
      new GuardedHandlers<string>({ onData, onHeard }, { operation: 'watchTicker' }),
    );
    void stream?.onEvent({ epoch: 1, receivedAtMs: 5, data: 'a' });
    void stream?.onEvent({ epoch: 1, receivedAtMs: 5, tsMs: 4, data: 'b' });
    void stream?.onHeard?.({ epoch: 1, serverTimeMs: 4, receivedAtMs: 5 });
    expect(told).toEqual([['a', 5], ['b', 4], { serverTimeMs: 4, receivedAtMs: 5 }]);
  });

  test('behavior: a stop between two of one push ends it there', async () => {
    const { told, push, hold, letGo, stop, isEnded } = follow((data) => data.split(' '));
    hold();
    const pending = push('a b');
    stop();
    await letGo();
    await pending;
    expect([told, isEnded()]).toEqual([['a'], true]);
  });

  test('error: a push that cannot be read is told, and the next one is read', async () => {
    const { told, push } = follow((data) => {
      if (data === '?') throw new Error('unreadable');
      return [data];
    });
    await push('?');
    await push('b');
    expect(told).toEqual(['watchTicker of BTC_USDT: unreadable', 'b']);
  });
});
