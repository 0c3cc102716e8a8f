import { Clock } from '@prate/execution-interface';
import type { MarketDataVenue, WatchKind } from '@prate/execution-interface/testing';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { ManualTimer } from '@prate/mexc-ws/testing';
import { MexcFuturesMarketData } from '../src';

/** Half a second into a minute. */
export const START_MS = Date.UTC(2026, 9, 7, 12, 0, 0) + 500;
const STEP_MS = 200;
const MOST_STEPS = 3_000;

const topics = {
  candles: 'kline',
  ticker: 'ticker',
  'order-book': 'depth',
  trades: 'deal',
  'mark-price': 'fair.price',
  'index-price': 'index.price',
  'funding-rate': 'funding.rate',
  instruments: 'contract',
} as const satisfies Record<WatchKind, string>;

class TimerClock extends Clock {
  constructor(private readonly timer: ManualTimer) {
    super();
  }

  nowMs(): number {
    return this.timer.nowMs();
  }
}

/** The port in front of the simulator, over real sockets, both on one clock that moves by hand. */
export class SimulatedVenue implements MarketDataVenue {
  readonly symbol = 'BTC_USDT';
  readonly inverseSymbol = 'BTC_USD';
  readonly handlerErrors: unknown[] = [];
  readonly marketData: MexcFuturesMarketData;
  readonly clock: Clock;
  readonly rest: MexcFuturesRest;
  readonly stream: MexcFuturesStream;

  private constructor(
    readonly simulator: MexcSimulator,
    readonly timer: ManualTimer,
  ) {
    const onHandlerError = (error: unknown) => void this.handlerErrors.push(error);
    this.clock = new TimerClock(timer);
    this.rest = new MexcFuturesRest({ baseUrl: simulator.restUrl });
    this.stream = new MexcFuturesStream({ url: simulator.wsUrl, timer, sendsPerSecond: 100, onHandlerError });
    const { rest, stream, clock } = this;
    this.marketData = new MexcFuturesMarketData({ rest, stream, clock, timer, onHandlerError });
  }

  static async open(): Promise<SimulatedVenue> {
    const timer = new ManualTimer(START_MS);
    return new SimulatedVenue(await startMexcSimulator({ clock: timer, pushEveryMs: 0, seed: 7 }), timer);
  }

  readonly nowMs = (): number => this.timer.nowMs();

  /** One step of the common clock, and what was sent in it arrives. */
  async step(): Promise<void> {
    await this.timer.advance(STEP_MS);
    this.simulator.control.pump();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }

  readonly until = async (isSo: () => boolean, waitedFor: string): Promise<void> => {
    for (let steps = 0; !isSo(); steps += 1) {
      if (steps === MOST_STEPS) throw new Error(`waited ${MOST_STEPS * STEP_MS} ms of the venue's time for ${waitedFor}`);
      await this.step();
    }
  };

  subscriptions(kind: WatchKind): { begun: number; standing: number } {
    const standing = new Set<string>();
    let begun = 0;
    for (const { event, method, symbol = '', connection } of this.simulator.control.streams.log) {
      const place = `${connection} ${symbol}`;
      if (method === `sub.${topics[kind]}`) {
        begun += 1;
        standing.add(place);
      }
      if (method === `unsub.${topics[kind]}`) standing.delete(place);
      if (event === 'closed') for (const one of [...standing]) if (one.startsWith(`${connection} `)) standing.delete(one);
    }
    return { begun, standing: standing.size };
  }

  asked(symbol: string): number {
    const { log, streams } = this.simulator.control;
    return log.filter(({ path }) => path.includes(symbol)).length + streams.log.filter((record) => record.symbol === symbol).length;
  }

  cut(): void {
    this.simulator.control.streams.cut();
  }

  repeatNext(kind: WatchKind): void {
    this.simulator.control.streams.next('duplicate-push', { topic: topics[kind] });
  }

  swapNext(kind: WatchKind): void {
    this.simulator.control.streams.next('reorder-pushes', { topic: topics[kind] });
  }

  changeInstrument(symbol: string, { state, isApiAllowed }: { state?: string; isApiAllowed?: boolean }): void {
    const states = ['enabled', 'delivering', 'delivered', 'offline', 'paused'];
    this.simulator.control.changeContract(symbol, {
      ...(state === undefined ? {} : { state: states.indexOf(state) }),
      ...(isApiAllowed === undefined ? {} : { apiAllowed: isApiAllowed }),
    });
  }

  /** Nothing stays: no watch, no socket, no timer. */
  async close(): Promise<void> {
    await this.marketData.close();
    await this.stream.disconnect();
    this.rest.close();
    await this.simulator.stop();
    if (this.timer.waiting > 0) throw new Error(`found ${this.timer.waiting} timers left, expected none`);
  }
}
