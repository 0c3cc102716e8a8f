import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type MexcSimulator, simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { MexcFuturesStream } from '../src';
import { ManualTimer } from '../src/testing';

/** On a minute. */
const START_MS = 1_790_000_040_000;
const symbol = 'BTC_USDT';
const order = { symbol, side: 1, type: 5, vol: 10, openType: 1, leverage: 10, positionMode: 1 };

/** Client and double over real sockets, on one clock that moves by hand. The price stands at 100 for a minute, then falls to 90. */
class Desk {
  readonly told: { topic: string; data: unknown }[] = [];
  readonly drift: unknown[] = [];
  private readonly auth: MexcFuturesAuth;
  private readonly stream: MexcFuturesStream;

  private constructor(
    readonly simulator: MexcSimulator,
    private readonly timer: ManualTimer,
  ) {
    this.auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(timer) });
    this.stream = new MexcFuturesStream({
      url: simulator.wsUrl,
      auth: this.auth,
      timer,
      sendsPerSecond: 100,
      onDrift: (record) => this.drift.push(record),
    });
    const note = (topic: string) => ({ onEvent: ({ data }: { data: unknown }) => void this.told.push({ topic, data }) });
    this.stream.private.watchStopPlanOrders(note('stop.planorder'));
    this.stream.private.watchStopOrders(note('stop.order'));
    this.stream.private.watchTrackOrders(note('track.order'));
    this.stream.private.watchOrderChaseFailures(note('order.chase'));
    this.stream.private.watchPositionReversals(note('reverse.position'));
    this.stream.private.watchCloseAllFailures(note('position.closeall.fail'));
    this.stream.private.watchOrders(note('order'));
  }

  static async open(): Promise<Desk> {
    const timer = new ManualTimer(START_MS);
    const minutes = [
      { openTimeMs: START_MS, open: '100', high: '100.1', low: '100', close: '100', volume: '6' },
      { openTimeMs: START_MS + 60_000, open: '100', high: '100', low: '90', close: '91', volume: '6' },
    ];
    const desk = new Desk(
      await startMexcSimulator({ clock: timer, pushEveryMs: 0, contracts: simulatedContracts, tapes: [{ symbol, minutes }] }),
      timer,
    );
    await desk.until(() => desk.stream.health().private.state === 'ready');
    return desk;
  }

  of<Data>(topic: string): readonly Data[] {
    return this.told.filter((each) => each.topic === topic).map(({ data }) => data as Data);
  }

  /** Two minutes of the common clock at most. */
  async until(isSo: () => boolean): Promise<void> {
    for (let turn = 0; !isSo(); turn += 1) {
      if (turn > 600) throw new Error(`waited in vain; told: ${JSON.stringify(this.told)}`);
      await this.timer.advance(200);
      this.simulator.control.pump();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  /** Answers `data`. */
  async post<Data>(path: string, body: object): Promise<Data> {
    const text = JSON.stringify(body);
    const { headers } = this.auth.signRequest({ verb: 'POST', body: text });
    const answer = await fetch(`${this.simulator.restUrl}/api/v1/private/${path}`, { method: 'POST', headers, body: text });
    return ((await answer.json()) as { data: Data }).data;
  }

  async close(): Promise<void> {
    await this.stream.disconnect();
    await this.simulator.stop();
  }
}

let desk: Desk;
afterEach(() => desk.close());

interface Stop {
  readonly id: string;
  readonly orderId: string;
  readonly placeOrderId: string;
  readonly state: number;
}

describe('triggers on the private streams', () => {
  it('default: stop orders of an entry, changed before, fired after; ids are text of 18 digits; nothing unknown', async () => {
    desk = await Desk.open();
    const { orderId } = await desk.post<{ orderId: string }>('order/create', { ...order, type: 1, price: 96, stopLossPrice: 80 });
    const change = { orderId, stopLossPrice: 92, takeProfitPrice: 120, lossTrend: 1, profitTrend: 2 };
    await desk.post('stoporder/change_price', change);
    await desk.until(() => desk.of<Stop>('stop.planorder').at(-1)?.state === 3);
    expect(desk.of('stop.order')).toEqual([{ symbol, orderId, lossTrend: 1, profitTrend: 2, stopLossPrice: '92', takeProfitPrice: '120' }]);
    const [hung, fired] = desk.of<Stop>('stop.planorder');
    expect(hung).toMatchObject({ orderId, state: 1, triggerSide: 0, vol: '10', stopLossPrice: '92', isFinished: 0, version: 1 });
    expect(fired).toMatchObject({ id: hung?.id, state: 3, triggerSide: 2, realityVol: '10', isFinished: 1, version: 2, errorCode: 0 });
    expect(fired?.placeOrderId).toMatch(/^\d{18}$/);
    expect(desk.of<{ orderId: string }>('order').map((each) => each.orderId)).toContain(fired?.placeOrderId);
    expect(desk.drift).toEqual([]);
  }, 30_000);

  it('default: a trailing order becomes active, moves and fires', async () => {
    desk = await Desk.open();
    const terms = { leverage: 10, side: 3, vol: 10, openType: 1, trend: 1, backType: 2, backValue: 5, positionMode: 1 };
    const id = await desk.post<string>('trackorder/place', { symbol, ...terms });
    await desk.until(() => desk.of<{ state: number }>('track.order').at(-1)?.state === 2);
    const tracks = desk.of<{ id: string; state: number; markPrice: string; orderId: string }>('track.order');
    expect(tracks[0]).toMatchObject({ id, state: 1, orderId: '0', backValue: '5' });
    expect(tracks.at(-1)).toMatchObject({ id, state: 2, errorCode: 0, orderId: expect.stringMatching(/^\d{18}$/) });
    expect(desk.drift).toEqual([]);
  }, 30_000);

  it('error: a chase, a reversal and a close_all that fail', async () => {
    desk = await Desk.open();
    await desk.post('order/create', order);
    const { orderId } = await desk.post<{ orderId: string }>('order/create', { ...order, type: 1, price: 96 });
    desk.simulator.control.changeContract(symbol, { state: 4 });
    const [{ positionId }] = desk.simulator.control.snapshot().positions as unknown as [{ positionId: string }];
    expect(await desk.post('order/chase_limit_order', { orderId })).toBeUndefined();
    await desk.post('position/reverse', { symbol, positionId, vol: 10 });
    await desk.post('position/close_all', {});
    await desk.until(() => desk.of('position.closeall.fail').length > 0);
    expect(desk.of('order.chase')).toEqual([{ ec: 1002, s: symbol }]);
    expect(desk.of('reverse.position')).toMatchObject([{ positionId, state: 2, errorCode: 1002 }]);
    expect(desk.of('position.closeall.fail')).toEqual([null]);
    expect(desk.drift).toEqual([]);
  }, 30_000);
});
