import { type DecimalText, type Instrument, MemoryOrderJournal, type PositionMode } from '@prate/execution-interface';
import type { ExecutionAbility, ExecutionFault, ExecutionVenue } from '@prate/execution-interface/testing';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { MexcFuturesRest, type MexcRestConfig } from '@prate/mexc-rest';
import { type MexcSimulator, type SimulatedContract, simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { ManualTimer } from '@prate/mexc-ws/testing';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { afterThisTest } from './cleanup';
import { NOW } from './desk';

const firstPrice = (symbol: string): DecimalText => (symbol.startsWith('ETH') ? '3500' : '50000');
/** A trade that no resting order of a case is too large for. */
const TRADED = '1000000';
const DAY_MS = 86_400_000;
const STEP_MS = 10;
const PASS_STEP_MS = 250;
const READS_THAT_FAIL = 60;
const WIDE = { count: 100_000, windowMs: 1_000 };
const limits: MexcRestConfig['limits'] = Object.fromEntries(
  ['create-order', 'cancel-orders', 'list-open-positions', 'get-leverage', 'get-position-mode', 'list-open-orders', 'get-order'].map(
    (name) => [name, WIDE],
  ),
);

export interface SimulatedExecutionVenueOptions {
  readonly symbol: string;
  readonly positionMode: PositionMode;
}

/** A linear contract that settles in USDC, beside those that the simulator lists. */
const ethUsdc: SimulatedContract = {
  ...(simulatedContracts.find(({ symbol }) => symbol === 'ETH_USDT') as SimulatedContract),
  symbol: 'ETH_USDC',
  contractId: 9_011,
  quoteCoin: 'USDC',
  settleCoin: 'USDC',
};
const contracts = [...simulatedContracts, ethUsdc];

const CREATE = 'create-order';
/** What the client cancels with. */
const CANCELS = ['cancel-orders', 'cancel-by-external-oid', 'cancel-all-orders'] as const;

const provoking: Readonly<Record<ExecutionFault, (control: MexcSimulator['control']) => void>> = {
  'order-lost-before': ({ faults }) => faults.next(CREATE, 'hang-up-before-accept'),
  'order-lost-after': ({ faults }) => faults.next(CREATE, 'accept-then-hang-up'),
  'order-refused': ({ faults }) => faults.next(CREATE, 'maintenance'),
  'cancel-lost-before': ({ faults }) => CANCELS.forEach((endpoint) => faults.next(endpoint, 'hang-up-before-accept')),
  'cancel-lost-after': ({ faults }) => CANCELS.forEach((endpoint) => faults.next(endpoint, 'accept-then-hang-up')),
  'fills-before-cancel': ({ faults }) => CANCELS.forEach((endpoint) => faults.next(endpoint, 'filled-before-cancel')),
  'reads-fail': ({ faults }) => faults.next('any', 'http-502', { count: READS_THAT_FAIL }),
  'key-refused': ({ faults }) => faults.next('any', 'refuse-602', { count: READS_THAT_FAIL }),
};

/** What the simulator can be made to do for a contract. */
export function simulatedAbilities({ symbol, positionMode }: SimulatedExecutionVenueOptions): readonly ExecutionAbility[] {
  return [
    ...(Object.keys(provoking) as ExecutionFault[]),
    ...(['plan-orders', 'stop-orders', 'trailing-orders', 'reverse', 'margin-change', 'chase', 'transfers'] as const),
    // Tiers of the inverse contract are stated by value, which nobody can count in contracts for sure.
    ...(symbol.endsWith('_USD') ? (['inverse'] as const) : (['linear', 'max-contracts'] as const)),
    ...(positionMode === 'hedge' ? (['hedge'] as const) : []),
  ];
}

/** `MexcFuturesExecution` in front of the simulator, over real HTTP and sockets. Prices are handed in; time passes while a call is under way. */
export class SimulatedExecutionVenue implements ExecutionVenue {
  readonly execution: MexcFuturesExecution;
  private price: DecimalText;
  private underWay = 0;
  private moving: Promise<void> | undefined;

  private constructor(
    private readonly simulator: MexcSimulator,
    private readonly timer: ManualTimer,
    execution: MexcFuturesExecution,
    readonly instrument: Instrument,
    readonly otherInstrument: Instrument,
    readonly positionMode: PositionMode,
  ) {
    this.execution = this.inTime(execution);
    this.price = firstPrice(instrument.symbol);
  }

  static async open({ symbol, positionMode }: SimulatedExecutionVenueOptions): Promise<SimulatedExecutionVenue> {
    const timer = new ManualTimer(NOW);
    const otherSymbol = symbol === 'BTC_USDT' ? 'BTC_USD' : 'BTC_USDT';
    const simulator = await startMexcSimulator({
      clock: timer,
      pushEveryMs: 0,
      positionMode,
      contracts: [],
      feeds: contracts
        .filter((one) => one.symbol === symbol || one.symbol === otherSymbol)
        .map((contract) => ({ contract, staleAfterMs: DAY_MS })),
      balances: { USDT: '10000', USDC: '10000', BTC: '1' },
    });
    afterThisTest(() => simulator.stop());
    const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(timer) });
    const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, ...(limits === undefined ? {} : { limits }) });
    afterThisTest(async () => rest.close());
    const marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl, streamUrl: simulator.wsUrl, clock: timer });
    afterThisTest(() => marketData.close());
    const stream = new MexcFuturesStream({ url: simulator.wsUrl, auth, timer, sendsPerSecond: 100 });
    afterThisTest(() => stream.disconnect());
    const journal = new MemoryOrderJournal(timer);
    const execution = new MexcFuturesExecution({ rest, stream, instruments: marketData, journal, clock: timer, timer });
    for (const one of [symbol, otherSymbol]) tradeAt(simulator, one, { price: firstPrice(one), atMs: timer.nowMs() });
    await timer.advance(2_000);
    simulator.control.pump();
    const [instrument, other] = [await marketData.getInstrument(symbol), await marketData.getInstrument(otherSymbol)];
    const venue = new SimulatedExecutionVenue(simulator, timer, execution, instrument, other, positionMode);
    afterThisTest(() => venue.execution.disconnect());
    return venue;
  }

  nowMs(): number {
    return this.timer.nowMs();
  }

  lastPrice(): DecimalText {
    return this.price;
  }

  async moveTo(price: DecimalText): Promise<void> {
    this.price = price;
    tradeAt(this.simulator, this.instrument.symbol, { price, atMs: this.timer.nowMs() });
    await this.pass(2_000);
  }

  async pass(byMs: number): Promise<void> {
    for (let left = byMs; left > 0; left -= PASS_STEP_MS) await this.step(Math.min(PASS_STEP_MS, left));
  }

  ordersMade(clientOrderId?: string): number {
    const { orders } = this.simulator.control.snapshot();
    return orders.filter(({ externalOid }) => clientOrderId === undefined || externalOid === clientOrderId).length;
  }

  provoke(fault: ExecutionFault): void {
    provoking[fault](this.simulator.control);
  }

  calm(): void {
    this.simulator.control.faults.clear();
  }

  deposit(currency: string, amount: DecimalText): void {
    this.simulator.control.deposit(currency, amount);
  }

  /** The same port, but time goes on until what was called has answered: nothing here waits for a clock of its own. */
  private inTime(execution: MexcFuturesExecution): MexcFuturesExecution {
    return new Proxy(execution, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name, target);
        if (typeof own !== 'function') return own;
        return (...args: unknown[]): unknown => {
          const answer: unknown = Reflect.apply(own, target, args);
          return answer instanceof Promise ? this.during(answer) : answer;
        };
      },
    });
  }

  private async during<Answer>(work: Promise<Answer>): Promise<Answer> {
    this.underWay += 1;
    this.moving ??= this.move();
    try {
      return await work;
    } finally {
      this.underWay -= 1;
    }
  }

  private async move(): Promise<void> {
    while (this.underWay > 0) await this.step(STEP_MS);
    this.moving = undefined;
  }

  private async step(byMs: number): Promise<void> {
    await this.timer.advance(byMs);
    this.simulator.control.pump();
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

function tradeAt(simulator: MexcSimulator, symbol: string, { price, atMs }: { readonly price: DecimalText; readonly atMs: number }): void {
  const feed = simulator.control.feed(symbol);
  feed.trade({ price, contracts: TRADED, takerSide: 'buy', atMs });
  feed.markPrice(price);
  feed.indexPrice(price);
}
