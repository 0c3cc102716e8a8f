import { MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { afterThisTest } from './cleanup';
import { type Desk, accepted, marketBuy, openDesk, restingBuy } from './desk';

/** One mutation: what stands before it, what is asked, and what a read after a lost answer can prove. */
interface Mutation {
  readonly endpoint: EndpointName;
  readonly prepare: (desk: Desk) => Promise<string>;
  readonly run: (desk: Desk, id: string) => Promise<{ readonly status: string }>;
  /** The outcome after an answer that was lost although the venue had done it. */
  readonly whenDone: 'accepted' | 'unknown';
}

const BTC = 'BTC_USDT';
const nothing = async () => '';
const held = async ({ execution }: Desk) => (await accepted(execution.createOrder(marketBuy()))).order.orderId;
const resting = async ({ execution }: Desk) => (await accepted(execution.createOrder(restingBuy()))).order.orderId;
const created = async (outcome: Promise<{ readonly status: string }>): Promise<string> => {
  const settled = (await outcome) as { readonly status: string; readonly order?: { readonly id: string } };
  if (settled.status !== 'accepted' || settled.order === undefined) throw new Error(`expected accepted: ${JSON.stringify(settled)}`);
  return settled.order.id;
};

const down = { price: '50000', reference: 'last', direction: 'at-or-below' } as const;
const opening = { symbol: BTC, side: 'buy', effect: 'open', contracts: 10, leverage: 10, marginMode: 'isolated' } as const;
const plan = ({ execution }: Desk) => execution.createPlanOrder({ ...opening, type: 'market', trigger: down, validFor: 'one-day' });
const stopLoss = { price: '50000', reference: 'mark' } as const;
const stop = ({ execution }: Desk) => execution.createStopOrder({ symbol: BTC, positionSide: 'long', stopLoss, size: 'whole-position' });
const callback = { fraction: '0.02' } as const;
const trailing = ({ execution }: Desk) =>
  execution.createTrailingOrder({ ...opening, callback, reference: 'last', activationPrice: '40000' });
const position = { symbol: BTC, positionSide: 'long' } as const;

const mutations: Readonly<Record<string, Mutation>> = {
  amendOrder: {
    endpoint: 'change-limit-order',
    prepare: resting,
    run: ({ execution }, orderId) => execution.amendOrder({ symbol: BTC, orderId, price: '41000', size: { contracts: 20 } }),
    whenDone: 'accepted',
  },
  chaseOrder: {
    endpoint: 'chase-limit-order',
    prepare: resting,
    run: ({ execution }, orderId) => execution.chaseOrder(BTC, orderId),
    whenDone: 'accepted',
  },
  createPlanOrder: { endpoint: 'create-plan-order', prepare: nothing, run: plan, whenDone: 'unknown' },
  createStopOrder: { endpoint: 'create-stop-order', prepare: held, run: stop, whenDone: 'unknown' },
  createTrailingOrder: { endpoint: 'create-track-order', prepare: nothing, run: trailing, whenDone: 'unknown' },
  amendPlanOrder: {
    endpoint: 'change-plan-order-price',
    prepare: (desk) => created(plan(desk)),
    run: ({ execution }, id) =>
      execution.amendPlanOrder({ symbol: BTC, id, trigger: { ...down, price: '51000' }, type: 'limit', price: '50500' }),
    whenDone: 'accepted',
  },
  'amendProtection of a plan order': {
    endpoint: 'change-plan-order-stop',
    prepare: (desk) => created(plan(desk)),
    run: ({ execution }, id) => execution.amendProtection({ symbol: BTC, of: 'plan', id, stopLoss: { price: '49000', reference: 'last' } }),
    whenDone: 'accepted',
  },
  'amendProtection of a stop order': {
    endpoint: 'change-stop-order',
    prepare: async (desk) => {
      await held(desk);
      return created(stop(desk));
    },
    run: ({ execution }, id) => execution.amendProtection({ symbol: BTC, of: 'stop', id, stopLoss: { price: '49000', reference: 'mark' } }),
    whenDone: 'accepted',
  },
  'amendProtection of an order': {
    endpoint: 'change-stop-of-order',
    prepare: resting,
    run: ({ execution }, id) =>
      execution.amendProtection({ symbol: BTC, of: 'order', id, stopLoss: { price: '39000', reference: 'last' } }),
    whenDone: 'unknown',
  },
  amendTrailingOrder: {
    endpoint: 'change-track-order',
    prepare: (desk) => created(trailing(desk)),
    run: ({ execution }, id) =>
      execution.amendTrailingOrder({ symbol: BTC, id, contracts: 5, callback: { distance: '100' }, reference: 'mark' }),
    whenDone: 'accepted',
  },
  'cancelConditionalOrder, plan': {
    endpoint: 'cancel-plan-orders',
    prepare: (desk) => created(plan(desk)),
    run: ({ execution }, id) => execution.cancelConditionalOrder({ kind: 'plan', symbol: BTC, id }),
    whenDone: 'accepted',
  },
  'cancelConditionalOrder, stop': {
    endpoint: 'cancel-stop-orders',
    prepare: async (desk) => {
      await held(desk);
      return created(stop(desk));
    },
    run: ({ execution }, id) => execution.cancelConditionalOrder({ kind: 'stop', symbol: BTC, id }),
    whenDone: 'accepted',
  },
  'cancelConditionalOrder, trailing': {
    endpoint: 'cancel-track-orders',
    prepare: (desk) => created(trailing(desk)),
    run: ({ execution }, id) => execution.cancelConditionalOrder({ kind: 'trailing', symbol: BTC, id }),
    whenDone: 'accepted',
  },
  closePosition: {
    endpoint: 'create-order',
    prepare: held,
    run: ({ execution }) => execution.closePosition({ symbol: BTC, type: 'market' }),
    whenDone: 'unknown',
  },
  reversePosition: {
    endpoint: 'reverse-position',
    prepare: held,
    run: ({ execution }) => execution.reversePosition(position),
    whenDone: 'accepted',
  },
  changeMargin: {
    endpoint: 'change-margin',
    prepare: held,
    run: ({ execution }) => execution.changeMargin({ ...position, amount: '1.5', direction: 'add' }),
    whenDone: 'accepted',
  },
  setAutoAddMargin: {
    endpoint: 'change-auto-add-margin',
    prepare: held,
    run: ({ execution }) => execution.setAutoAddMargin({ ...position, isEnabled: true }),
    whenDone: 'accepted',
  },
  setPositionMode: {
    endpoint: 'change-position-mode',
    prepare: nothing,
    run: ({ execution }) => execution.setPositionMode({ positionMode: 'one-way' }),
    whenDone: 'accepted',
  },
};

describe.each(Object.entries(mutations))('%s', (_name, { endpoint, prepare, run, whenDone }) => {
  const { path } = endpoints[endpoint];

  test.each([
    ['accept-then-hang-up', whenDone],
    ['http-502-after-accept', whenDone],
    ['half-body', whenDone],
    ['hang-up-before-accept', 'unknown'],
    ['http-502', 'unknown'],
    ['refuse-510', 'rejected'],
    ['refuse-513', 'rejected'],
  ] as const)('behavior: %s is %s; one request arrived', async (fault, expected) => {
    const desk = await openDesk();
    const id = await prepare(desk);
    const before = desk.arrived(path);
    desk.simulator.control.faults.next(endpoint, fault);
    expect((await run(desk, id)).status).toBe(expected);
    expect(desk.arrived(path) - before).toBe(1);
  });

  test('behavior: with nobody at the other end nothing is claimed, and nothing is unknown', async () => {
    const desk = await openDesk();
    const id = await prepare(desk);
    await desk.simulator.stop();
    // A kept connection that breaks under a request proves nothing; after it there is none to be had.
    await expect(desk.execution.getBalances()).rejects.toThrow();
    expect((await run(desk, id)).status).toBe('denied');
    expect(desk.execution.health().unknownIntents).toBe(0);
  });
});

test.each(['amendOrder', 'createPlanOrder', 'reversePosition', 'setAutoAddMargin'] as const)(
  'behavior: %s whose answer does not come in time arrived once, and is not sent again',
  async (name) => {
    const { endpoint, prepare, run, whenDone } = mutations[name] as Mutation;
    const desk = await openDesk();
    const id = await prepare(desk);
    const auth = new MexcFuturesAuth({ credentials: desk.simulator.keys, clock: new RequestClock(desk.clock) });
    const impatient = new MexcFuturesRest({ baseUrl: desk.simulator.restUrl, auth, timeoutMs: 300 });
    afterThisTest(async () => impatient.close());
    const execution = new MexcFuturesExecution({
      ...{ rest: impatient, instruments: desk.marketData, journal: desk.journal, clock: desk.clock },
    });
    await execution.connect();
    const before = desk.arrived(endpoints[endpoint].path);
    desk.simulator.control.faults.next(endpoint, 'late-answer', { delayMs: 2_000 });
    expect((await run({ ...desk, execution }, id)).status).toBe(whenDone);
    expect(desk.arrived(endpoints[endpoint].path) - before).toBe(1);
    await execution.disconnect();
  },
);
