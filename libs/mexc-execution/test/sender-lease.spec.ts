import { MemoryOrderJournal } from '@prate/execution-interface';
import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { MemoryLeaseStore, MexcFuturesRest, SenderLease } from '@prate/mexc-rest';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { afterThisTest } from './cleanup';
import { CHANGE_LEVERAGE, CREATE, accepted, marketBuy, openDesk, restingBuy } from './desk';

/** Two executions of one account, each with a lease of its own over one store, as two processes have. */
async function openTwo() {
  const { simulator, clock, marketData, arrived } = await openDesk();
  const store = new MemoryLeaseStore();
  const make = async (owner: string) => {
    const lease = new SenderLease({ store, account: 'main', owner });
    const auth = new MexcFuturesAuth({ credentials: simulator.keys, clock: new RequestClock(clock) });
    const rest = new MexcFuturesRest({ baseUrl: simulator.restUrl, auth, lease });
    afterThisTest(async () => rest.close());
    const journal = new MemoryOrderJournal();
    const execution = new MexcFuturesExecution({ rest, instruments: marketData, journal, clock });
    return { lease, execution, journal };
  };
  return { arrived, simulator, first: await make('first'), second: await make('second') };
}

describe('an execution whose process has not got the sender lease', () => {
  test('behavior: an order is denied as not sent, is nobody’s doubt, and may be given again once the lease is there', async () => {
    const { arrived, simulator, first, second } = await openTwo();
    expect(await first.lease.acquire()).toBe(true);
    expect(await second.lease.acquire()).toBe(false);
    for (const { execution } of [first, second]) await execution.connect();

    // Even the leverage for it is not set from here, and that is told as what it is.
    const early = await second.execution.createOrder(marketBuy({ clientOrderId: 'early' }));
    expect(early).toMatchObject({ status: 'denied', denial: { code: 'lease-not-held' } });
    const change = { symbol: 'BTC_USDT', positionSide: 'long', leverage: 17, marginMode: 'isolated' } as const;
    expect(await second.execution.setLeverage(change)).toMatchObject({ status: 'denied', denial: { code: 'lease-not-held' } });
    expect([arrived(CHANGE_LEVERAGE), arrived(CREATE)]).toEqual([0, 0]);

    await accepted(first.execution.createOrder(marketBuy({ clientOrderId: 'first-1' })));
    const denied = await second.execution.createOrder(marketBuy({ clientOrderId: 'shared-1' }));
    expect(denied).toMatchObject({
      status: 'denied',
      denial: {
        code: 'lease-not-held',
        message: expect.stringContaining('not held by second') as string,
        context: { reason: 'LeaseNotHeldError' },
      },
    });
    expect(arrived(CREATE)).toBe(1);
    expect(simulator.control.snapshot().orders).toMatchObject([{ externalOid: 'first-1' }]);
    expect(second.execution.health()).toMatchObject({ unknownIntents: 0 });

    await first.lease.release();
    expect(await second.lease.acquire()).toBe(true);
    await accepted(second.execution.createOrder(marketBuy({ clientOrderId: 'shared-2' })));
    expect(await first.execution.createOrder(marketBuy({ clientOrderId: 'shared-3' }))).toMatchObject({ status: 'denied' });
    expect(arrived(CREATE)).toBe(2);
  });

  test('behavior: a cancel and a close go out all the same', async () => {
    const { first, second } = await openTwo();
    await first.lease.acquire();
    for (const { execution } of [first, second]) await execution.connect();
    await accepted(first.execution.createOrder(marketBuy({ quantity: '0.003' })));
    await accepted(first.execution.createOrder(restingBuy({ clientOrderId: 'rests' })));
    expect(await second.execution.cancelOrder('BTC_USDT', 'rests')).toMatchObject({ status: 'cancelled' });
    await accepted(second.execution.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: 10 }));
    await accepted(second.execution.closePosition({ symbol: 'BTC_USDT', type: 'market', size: { contracts: 10 } }));
    expect(await second.execution.closeAllPositions()).toMatchObject({ results: [{ outcome: { status: 'accepted' } }] });
    expect(second.lease.isHeld()).toBe(false);
  });
});
