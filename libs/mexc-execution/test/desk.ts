import { type CreateOrder, MemoryOrderJournal, type OrderJournal } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { type MexcSimulator, type SimulatorOptions, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import type { OutcomeRecord } from '../src/outcome-record';
import { afterThisTest } from './cleanup';

/** A Wednesday noon; prices move with this clock only. */
export const NOW = Date.UTC(2026, 9, 7, 12, 0, 0);

/** An execution in front of a simulator of its own, over real HTTP; gone when the test is over. */
export interface Desk {
  readonly simulator: MexcSimulator;
  readonly clock: ManualClock;
  readonly rest: MexcFuturesRest;
  readonly marketData: MexcFuturesMarketData;
  readonly journal: OrderJournal;
  readonly execution: MexcFuturesExecution;
  readonly records: OutcomeRecord[];
  /** Requests of this verb and path that reached the simulator. */
  arrived(path: string): number;
  /** A second execution on the same venue: another process, a restart. */
  another(journal: OrderJournal): MexcFuturesExecution;
}

export async function openDesk({
  journal = new MemoryOrderJournal(),
  isConnected = true,
  ...options
}: SimulatorOptions & { journal?: OrderJournal; isConnected?: boolean } = {}): Promise<Desk> {
  const clock = new ManualClock(NOW);
  // Moved on purpose, never set: a reading on the way meanwhile is known to be a slow one.
  const steady = { nowMs: () => clock.nowMs(), monotonicMs: () => clock.nowMs() };
  const simulator = await startMexcSimulator({ clock, ...options });
  afterThisTest(() => simulator.stop());
  const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(steady) });
  // Tests place more orders than the venue lets out, and are about something else.
  const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, limits: { 'create-order': { count: 1_000, windowMs: 1_000 } } });
  afterThisTest(async () => rest.close());
  const marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl, streamUrl: simulator.wsUrl, clock });
  afterThisTest(() => marketData.close());
  const records: OutcomeRecord[] = [];
  const make = (own: OrderJournal) =>
    new MexcFuturesExecution({ rest, instruments: marketData, journal: own, clock, onOutcome: (record) => records.push(record) });
  const execution = make(journal);
  if (isConnected) {
    const { problems } = await execution.connect();
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  }
  return {
    simulator,
    clock,
    rest,
    marketData,
    journal,
    execution,
    records,
    arrived: (path) => simulator.control.log.filter((row) => row.path === path).length,
    another: make,
  };
}

export const CREATE = '/api/v1/private/order/create';
export const CHANGE_LEVERAGE = '/api/v1/private/position/change_leverage';

export const marketBuy = (overrides: object = {}): CreateOrder =>
  ({
    symbol: 'BTC_USDT',
    side: 'buy',
    effect: 'open',
    type: 'market',
    quantity: '0.001',
    leverage: 10,
    marginMode: 'isolated',
    ...overrides,
  }) as CreateOrder;

/** Rests far below the market. */
export const restingBuy = (overrides: object = {}): CreateOrder => marketBuy({ type: 'limit', price: '40000', ...overrides });

export async function accepted(outcome: ReturnType<MexcFuturesExecution['createOrder']>) {
  const settled = await outcome;
  if (settled.status !== 'accepted') throw new Error(`expected accepted: ${JSON.stringify(settled)}`);
  return settled;
}
