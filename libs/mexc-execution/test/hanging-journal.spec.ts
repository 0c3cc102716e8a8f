import { type ClientOrderId, type IntentOutcome, JournalError, MemoryOrderJournal } from '@prate/execution-interface';
import { type Desk, accepted, marketBuy, openDesk, restingBuy } from './desk';

const CANCEL = '/api/v1/private/order/cancel';
const CANCEL_BY_OID = '/api/v1/private/order/batch_cancel_with_external';
const CANCEL_ALL = '/api/v1/private/order/cancel_all';

/** Answers nothing while it hangs, and then everything, or that it cannot. */
class HangingJournal extends MemoryOrderJournal {
  private held?: Promise<void>;
  private release: (error?: Error) => void = () => undefined;

  hang(): void {
    this.held = new Promise((resolve, reject) => {
      this.release = (error) => (error === undefined ? resolve() : reject(error));
    });
    this.held.catch(() => undefined);
  }

  /** Later questions are answered again. */
  answer(): void {
    delete this.held;
    this.release();
  }

  fail(): void {
    this.release(new JournalError('get: found no answer for 10 s, expected one', { code: 'unreachable' }));
  }

  override async get(id: ClientOrderId) {
    await this.held;
    return super.get(id);
  }
  override async settle(id: ClientOrderId, outcome: IntentOutcome) {
    await this.held;
    return super.settle(id, outcome);
  }
  override async listUnsettled() {
    await this.held;
    return super.listUnsettled();
  }
  override async *list(...args: Parameters<MemoryOrderJournal['list']>) {
    await this.held;
    yield* super.list(...args);
  }
}

let journal: HangingJournal;
let desk: Desk;
beforeEach(async () => {
  journal = new HangingJournal();
  desk = await openDesk({ journal });
});

/** Each of these would end at the test's own limit if it waited for the journal. */
describe('a journal that hangs', () => {
  test('behavior: a cancel by either id, of an order of this process, leaves, arrives and is told', async () => {
    const one = await accepted(desk.execution.createOrder(restingBuy()));
    const two = await accepted(desk.execution.createOrder(restingBuy()));
    journal.hang();
    expect(await desk.execution.cancelOrder('BTC_USDT', one.order.orderId)).toMatchObject({ status: 'cancelled' });
    expect(await desk.execution.cancelOrder('BTC_USDT', two.clientOrderId)).toMatchObject({ status: 'cancelled' });
    expect(desk.arrived(CANCEL)).toBe(2);
  });

  test('behavior: so do those of an earlier process, of a process that never connected, and many at once', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) ids.push((await accepted(desk.execution.createOrder(restingBuy()))).clientOrderId);
    const later = desk.another(journal);
    await later.connect();
    journal.hang();
    expect(await later.cancelOrder('BTC_USDT', ids[0] as string)).toMatchObject({ status: 'cancelled' });
    const unconnected = desk.another(journal);
    expect(await unconnected.cancelOrder('BTC_USDT', ids[1] as string)).toMatchObject({ status: 'cancelled' });
    expect(desk.arrived(CANCEL_BY_OID)).toBe(1);
    expect(await unconnected.cancelOrders('BTC_USDT', ids.slice(2))).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
  });

  test('behavior: cancel all leaves, also while an order of which nobody knew is found and cannot be written down yet', async () => {
    desk.simulator.control.faults.next('create-order', 'accept-then-hang-up');
    const lost = await desk.execution.createOrder(restingBuy({ clientOrderId: 'lost' }));
    expect(lost).toMatchObject({ status: 'unknown' });
    journal.hang();
    expect(await desk.execution.cancelAllOrders()).toMatchObject({ status: 'done', count: 1 });
    expect(desk.arrived(CANCEL_ALL)).toBe(1);
    // Nothing is lost: it is unknown until it is written down, and that happens as soon as the journal answers.
    expect(desk.execution.health()).toMatchObject({ unknownIntents: 1 });
    journal.answer();
    await desk.execution.disconnect();
    expect(await journal.get('lost' as ClientOrderId)).toMatchObject({ outcome: { state: 'accepted' } });
    expect(desk.execution.health()).toMatchObject({ unknownIntents: 0 });
  });

  test('behavior: only ours: what is known to be ours leaves, the rest when the journal has told of it', async () => {
    const known = await accepted(desk.execution.createOrder(restingBuy()));
    const replica = desk.another(journal);
    await replica.connect();
    const other = await accepted(replica.createOrder(restingBuy()));
    const stranger = desk.another(new MemoryOrderJournal());
    await stranger.connect();
    const foreign = await accepted(stranger.createOrder(restingBuy()));
    journal.hang();
    const cancelling = desk.execution.cancelAllOrders(undefined, { onlyOurs: true });
    while (desk.arrived(CANCEL) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await stranger.getOpenOrders()).map(({ orderId }) => orderId).sort()).toEqual(
      [other.order.orderId, foreign.order.orderId].sort(),
    );
    journal.answer();
    expect(await cancelling).toMatchObject({ status: 'done', count: 2, unresolved: [] });
    expect((await stranger.getOpenOrders()).map(({ orderId }) => orderId)).toEqual([foreign.order.orderId]);
    expect(known.order.orderId).not.toBe(other.order.orderId);
  });

  test('error: only ours: of whom the journal never tells is not touched, and is named', async () => {
    await accepted(desk.execution.createOrder(restingBuy()));
    const stranger = desk.another(new MemoryOrderJournal());
    await stranger.connect();
    const foreign = await accepted(stranger.createOrder(restingBuy()));
    journal.hang();
    const cancelling = desk.execution.cancelAllOrders(undefined, { onlyOurs: true });
    while (desk.arrived(CANCEL) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    journal.fail();
    expect(await cancelling).toMatchObject({ status: 'done', count: 1, unresolved: [{ orderId: foreign.order.orderId }] });
    expect(await stranger.getOpenOrders()).toHaveLength(1);
  });
});

describe('an id that the journal knows otherwise', () => {
  /** Looks like an id of the venue, and is one of ours. */
  const DIGITS = '1234567890123456';

  test('behavior: what was not found by its looks is cancelled when the journal has told which order it is', async () => {
    await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: DIGITS })));
    const unconnected = desk.another(journal);
    journal.hang();
    const cancelling = unconnected.cancelOrder('BTC_USDT', DIGITS);
    while (desk.arrived(CANCEL) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    journal.answer();
    expect(await cancelling).toMatchObject({ status: 'cancelled', orderId: DIGITS });
    expect(await desk.execution.getOpenOrders()).toEqual([]);
  });

  test('error: where it never tells, nobody says that there is no such order', async () => {
    await accepted(desk.execution.createOrder(restingBuy({ clientOrderId: DIGITS })));
    const unconnected = desk.another(journal);
    journal.hang();
    journal.fail();
    const expected = { status: 'unknown', unknown: { message: expect.stringContaining('found no answer for 10 s') } };
    expect(await unconnected.cancelOrder('BTC_USDT', DIGITS)).toMatchObject(expected);
    expect(await unconnected.cancelOrders('BTC_USDT', [DIGITS])).toMatchObject([expected]);
  });

  test('behavior: a fill is told without the journal', async () => {
    const { clientOrderId } = await accepted(desk.execution.createOrder(marketBuy()));
    journal.hang();
    const unconnected = desk.another(journal);
    expect(await unconnected.cancelOrder('BTC_USDT', clientOrderId)).toMatchObject({ status: 'alreadyFinal', order: { status: 'filled' } });
  });
});
