import type { OrderIntent } from '@prate/execution-interface';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MexcFuturesExecution } from '@prate/mexc-execution';
import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { RiskGate } from '@prate/risk-gate';
import { AccountMirror } from './account-mirror';
import { DecisionMaker } from './decision-maker';
import { FastClock } from './fast-clock';
import type { KillStep } from './kill-steps';
import { decideForPeople } from './operator';
import type { FromTrader, ToTrader, TraderOrder } from './messages';
import { SteppedJournal } from './stepped-journal';
import { spoil } from './spoil';

/** How requests are paced is another's matter: the venue's limits are wider here than any trader is fast. */
const WIDE = Object.fromEntries(Object.keys(endpoints).map((name) => [name, { count: 100_000, windowMs: 1_000 }])) as unknown as Record<
  EndpointName,
  { count: number; windowMs: number }
>;
const WORKERS = 8;
const STATE_EVERY_MS = 10_000;
const OPERATOR_EVERY_MS = 4_000;
const CREATING: ReadonlySet<OrderIntent['kind']> = new Set(['order', 'plan', 'stop', 'trailing']);

/** What is asked of it before it can hear is heard then. */
const early: ToTrader[] = [];
let ask: (message: ToTrader) => void = (message) => void early.push(message);
process.on('message', (message: ToTrader) => (message.what === 'go' ? void run(message).catch(fail) : ask(message)));
process.on('disconnect', () => process.exit(0));
void tell({ what: 'ready' });

/** Resolves when it has left this process. */
function tell(message: FromTrader): Promise<void> {
  return new Promise((resolve) => process.send?.(message, undefined, {}, () => resolve()));
}

function fail(error: unknown): void {
  void tell({ what: 'trouble', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }).then(() =>
    process.exit(1),
  );
}

async function run(order: TraderOrder): Promise<void> {
  const { name, seed, journalPath, restUrl, wsUrl, keys, symbols, positionMode } = order;
  const clock = new FastClock(order.clock);
  const kept = await TypeOrmOrderJournal.open(journalPath, { mode: 'simulated', account: name, clock });
  let haltAt: KillStep | undefined;
  let recorded = 0;
  for await (const { intent } of kept.list()) if (CREATING.has(intent.kind)) recorded += 1;
  const journal = new SteppedJournal(kept, {
    reach: (step) => {
      if (haltAt !== step) return Promise.resolve();
      haltAt = undefined;
      void tell({ what: 'halted-at', step });
      return new Promise<void>(() => undefined);
    },
    onRecorded: () => void tell({ what: 'recorded', count: (recorded += 1) }),
  });

  const auth = new MexcFuturesAuth({ credentials: keys, clock: new RequestClock(clock) });
  const pace = { limits: WIDE, hostPauseMs: 500, timeoutMs: 1_000, hostRequestsPerSecond: 100_000 };
  const rest = new MexcFuturesRest({ baseUrl: restUrl, auth, ...pace });
  if (order.defect !== undefined) spoil(rest, order.defect);
  const stream = new MexcFuturesStream({ url: wsUrl, auth, timer: clock, sendsPerSecond: 100, onHandlerError: fail });
  const publicRest = new MexcFuturesRest({ baseUrl: restUrl, ...pace });
  const publicStream = new MexcFuturesStream({ url: wsUrl, timer: clock });
  const marketData = new MexcFuturesMarketData({ rest: publicRest, stream: publicStream, clock, timer: clock });
  const engine = new MexcFuturesExecution({
    rest,
    stream,
    instruments: marketData,
    journal,
    clock,
    timer: clock,
    state: { reconcileEveryMs: 60_000 },
    onHandlerError: fail,
  });
  const mirror = new AccountMirror();
  engine.watchEvents((event) => mirror.apply(event));
  const gate = new RiskGate({
    over: engine,
    instruments: marketData,
    marks: (symbol) => marketData.getMarkPrice(symbol),
    indexes: (symbol) => marketData.getIndexPrice(symbol),
    limits: {
      maxOrderNotional: { USDT: '1000000', BTC: '100' },
      maxPositionNotional: { USDT: '10000000', BTC: '1000' },
      maxTotalNotional: { USDT: '100000000', BTC: '10000' },
      maxDailyLoss: { USDT: '1000000', BTC: '1000' },
      maxOpenOrders: 10_000,
      orderRate: { count: 100_000, windowMs: 1_000 },
      priceCollar: '0.5',
      maxLeverage: 50,
    },
    killSwitch: kept.killSwitch,
    clock,
    trip: {
      onTrip: ({ reason }) => {
        void tell({ what: 'tripped', reason });
        clock.after(1_000, () => void reset());
      },
    },
  });
  /** A person, who clears what has tripped. */
  const reset = async (): Promise<void> => {
    try {
      await gate.reset('chaos goes on', 'operator');
    } catch {
      clock.after(500, () => void reset());
    }
  };

  const startedAtMs = clock.nowMs();
  for (let isConnected = false; !isConnected;) {
    isConnected = await engine.connect().then(
      ({ ok }) => ok,
      () => false,
    );
    if (!isConnected) await clock.wait(300);
  }
  const { state } = await kept.killSwitch.read();
  await tell({ what: 'connected', tookMs: clock.nowMs() - startedAtMs, wasHalted: state !== 'active' });
  await tell({ what: 'recorded', count: recorded });
  if (state !== 'active') await reset();

  const maker = new DecisionMaker({ name, seed, symbols, mirror, execution: gate, marketData, positionMode, tell });
  let isDeciding = true;
  let isEnding = false;
  let underWay = 0;
  let nextIndex = order.nextIndex;
  const again = [...order.again];
  const work = async (): Promise<void> => {
    while (isDeciding) {
      const begun = again.shift();
      if (begun === undefined && recorded + underWay >= order.quota) {
        await clock.wait(100);
        continue;
      }
      underWay += 1;
      const isSlow = await (begun === undefined ? maker.decide(nextIndex++) : maker.repeat(begun)).catch(fail);
      underWay -= 1;
      // Nothing came of it, and nothing would now: not as fast as one can.
      if (isSlow === true) await clock.wait(2_000);
    }
  };
  const operate = async (): Promise<void> => {
    // A person takes a while, and what is under way settles by itself.
    const lines = await decideForPeople(engine, kept).catch(() => []);
    for (const line of lines) void tell({ what: 'decided', line });
    if (!isEnding) clock.after(OPERATOR_EVERY_MS, () => void operate());
  };
  void operate();
  const tellState = (): void => {
    const { state: health, reasons = [], unknownIntents } = engine.health();
    const text = `${health} ${reasons.join(' ')}, ${unknownIntents} unknown, ${underWay} under way`;
    void tell({ what: 'state', text });
    clock.after(STATE_EVERY_MS, tellState);
  };
  tellState();
  const working = Array.from({ length: WORKERS }, work);

  /** Until nothing is in doubt, and the account has been compared since. */
  const settle = async (): Promise<void> => {
    isDeciding = false;
    await Promise.all(working);
    await reset();
    const sinceMs = clock.nowMs();
    for (;;) {
      const open = await kept.listUnsettled();
      const { state: health, reconcileAgeMs = Number.POSITIVE_INFINITY } = engine.health();
      if ((open.length === 0 && health === 'healthy' && clock.nowMs() - reconcileAgeMs > sinceMs) || isEnding) break;
      await clock.wait(250);
    }
    await tell({ what: 'settled' });
  };

  ask = (message) => {
    switch (message.what) {
      case 'halt-at':
        haltAt = message.step;
        return;
      case 'settle':
        void settle().catch(fail);
        return;
      case 'show':
        clock.stop(message.atMs);
        void tell({ what: 'seen', ...mirror.seen(), health: JSON.stringify(engine.health()) });
        return;
      case 'resume':
        clock.resume();
        return;
      case 'end':
        isEnding = true;
        isDeciding = false;
        void (async () => {
          await engine.disconnect();
          await stream.disconnect();
          await marketData.close();
          await publicStream.disconnect();
          rest.close();
          publicRest.close();
          await kept.close();
          process.exit(0);
        })().catch(fail);
        return;
      default:
    }
  };
  early.splice(0).forEach(ask);
}
