import type { CreateOrder } from '../../commands';
import { type DecimalText, add, compare, decimal, multiply, negate, roundToStep } from '../../decimal';
import type { HistoryQuery } from '../../history';
import { clientOrderId } from '../../identifiers';
import type { CancelAllOrdersOutcome, CancelOrderOutcome, CreateOrderOutcome } from '../../outcome';
import type { Order } from '../../order';
import type { Position } from '../../position';
import { executionContract } from '../execution-contract/execution-contract';
import { InMemoryExecution } from './in-memory-execution';
import { inMemoryAbilities, inMemoryExecutionVenue } from './in-memory-execution-venue';
import type { InMemoryVenue } from './in-memory-venue';

type Port = new (venue: InMemoryVenue) => InMemoryExecution;

/** Ports that are wrong in one thing each, as real ones have been, and the cases that say so. */
const wrongPorts: Readonly<Record<string, readonly [Port, ...(readonly string[])]>> = {
  'sends a command again when its answer was lost': [
    class extends InMemoryExecution {
      constructor(private readonly own: InMemoryVenue) {
        super(own);
      }
      override async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const outcome = await super.createOrder(command);
        if (outcome.status !== 'unknown') return outcome;
        const { clientOrderId: id } = outcome;
        const contracts = decimal(command.contracts ?? '1');
        const price = command.price === undefined ? {} : { price: decimal(command.price) };
        const order = this.own.place({ clientOrderId: id, command, contracts, leverage: 5, marginMode: 'isolated', ...price });
        return { status: 'accepted', clientOrderId: id, order, size: { contracts } };
      }
    },
    ...['EX42', 'EX43', 'EX44', 'EX45', 'EX47', 'EX48', 'EX49'],
  ],
  'calls a lost answer a refusal': [
    class extends InMemoryExecution {
      override async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const outcome = await super.createOrder(command);
        if (outcome.status !== 'unknown') return outcome;
        const { clientOrderId } = outcome;
        return { status: 'rejected', clientOrderId, rejection: { code: '1', kind: 'busy', message: 'lost', retrySafe: true } };
      }
    },
    ...['EX42', 'EX43', 'EX44', 'EX45', 'EX47', 'EX48'],
  ],
  'gives every order an id of its own, whatever the caller said': [
    class extends InMemoryExecution {
      private count = 0;
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        this.count += 1;
        return super.createOrder(command?.clientOrderId === undefined ? command : { ...command, clientOrderId: `own-${this.count}` });
      }
    },
    ...['EX10', 'EX40', 'EX41', 'EX42'],
  ],
  'rounds sizes and prices to the grid': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const round = (value: unknown, step: DecimalText) =>
          typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? roundToStep(value as DecimalText, step, 'down') : value;
        if (command?.contracts === undefined) return super.createOrder(command);
        const price = command.price === undefined ? {} : { price: round(command.price, '0.1') };
        return super.createOrder({ ...command, contracts: round(command.contracts, '1'), ...price } as CreateOrder);
      }
    },
    ...['EX20', 'EX22'],
  ],
  'opens with what a close has too much': [
    class extends InMemoryExecution {
      override async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const outcome = await super.createOrder(command);
        if (outcome.status !== 'denied' || !outcome.denial.code.startsWith('position-')) return outcome;
        return super.createOrder({ ...command, effect: 'open', leverage: 5, marginMode: 'isolated' } as CreateOrder);
      }
    },
    ...['EX30', 'EX31', 'EX32', 'EX34'],
  ],
  'shows a price on market orders': [
    class extends InMemoryExecution {
      override async getOrder(id: string): Promise<Order | undefined> {
        const order = await super.getOrder(id);
        return order?.type === 'market' ? { ...order, price: '49000' } : order;
      }
    },
    'EX12',
  ],
  'reads ids as numbers': [
    class extends InMemoryExecution {
      override async getOrder(id: string): Promise<Order | undefined> {
        const order = await super.getOrder(id);
        return order === undefined ? undefined : { ...order, orderId: String(Number(order.orderId)) as Order['orderId'] };
      }
    },
    ...['EX10', 'EX11', 'EX90'],
  ],
  'calls everything cancelled that has ended': [
    class extends InMemoryExecution {
      override async cancelOrder(symbol: string, id: string): Promise<CancelOrderOutcome> {
        const outcome = await super.cancelOrder(symbol, id);
        return outcome.status === 'alreadyFinal' || outcome.status === 'notFound' ? { status: 'cancelled', orderId: id } : outcome;
      }
    },
    ...['EX51', 'EX52', 'EX54'],
  ],
  'takes a cancel without an answer for done': [
    class extends InMemoryExecution {
      override async cancelOrder(symbol: string, id: string): Promise<CancelOrderOutcome> {
        const outcome = await super.cancelOrder(symbol, id);
        return outcome.status === 'unknown' ? { status: 'cancelled', orderId: id } : outcome;
      }
    },
    'EX56',
  ],
  'cancels all symbols instead of one': [
    class extends InMemoryExecution {
      override cancelAllOrders(): Promise<CancelAllOrdersOutcome> {
        return super.cancelAllOrders();
      }
    },
    ...['EX57', 'EX5A'],
  ],
  'cancels orders whatever kinds were named': [
    class extends InMemoryExecution {
      override cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome> {
        return super.cancelAllOrders(symbol);
      }
    },
    'EX5D',
  ],
  'counts as cancelled what filled meanwhile': [
    class extends InMemoryExecution {
      override async cancelAllOrders(symbol?: string): Promise<CancelAllOrdersOutcome> {
        const outcome = await super.cancelAllOrders(symbol);
        if (outcome.status !== 'done') return outcome;
        const cancelled = [...outcome.cancelled, ...outcome.filledMeanwhile];
        return { ...outcome, cancelled, count: cancelled.length, filledMeanwhile: [] };
      }
    },
    'EX59',
  ],
  'lists one page of open orders': [
    class extends InMemoryExecution {
      override async getOpenOrders(symbol?: string): Promise<readonly Order[]> {
        return (await super.getOpenOrders(symbol)).slice(0, 100);
      }
    },
    'EX61',
  ],
  'lists nothing where nothing can be read': [
    class extends InMemoryExecution {
      override async getPositions(): Promise<readonly Position[]> {
        return super.getPositions().catch(() => []);
      }
    },
    ...['EX01', 'EX03', 'EX63'],
  ],
  'picks a side where there are two': [
    class extends InMemoryExecution {
      override async getPosition(symbol: string, side?: Position['side']): Promise<Position | undefined> {
        return super.getPosition(symbol, side ?? 'long');
      }
    },
    'EX65',
  ],
  'swaps long and short': [
    class extends InMemoryExecution {
      override async getPositions(): Promise<readonly Position[]> {
        return (await super.getPositions()).map((position) => ({ ...position, side: position.side === 'long' ? 'short' : 'long' }));
      }
    },
    ...['EX04', 'EX14', 'EX17', 'EX64'],
  ],
  'has the result of shorts the wrong way round': [
    class extends InMemoryExecution {
      override async getPositions(): Promise<readonly Position[]> {
        return (await super.getPositions()).map((position) =>
          position.side === 'short' && position.unrealizedPnl !== undefined
            ? { ...position, unrealizedPnl: negate(position.unrealizedPnl) }
            : position,
        );
      }
    },
    'EX68',
  ],
  'leaves the unrealised result out of the total': [
    class extends InMemoryExecution {
      override async getBalances() {
        return (await super.getBalances()).map((balance) => ({ ...balance, total: add(balance.total, negate(balance.unrealizedPnl)) }));
      }
    },
    'EX69',
  ],
  'has one leverage for both sides': [
    class extends InMemoryExecution {
      override getLeverage(query: Parameters<InMemoryExecution['getLeverage']>[0]) {
        return super.getLeverage({ ...query, positionSide: 'long' }).then((leverage) => ({ ...leverage, ...query }));
      }
    },
    'EX6D',
  ],
  'writes amounts as they come': [
    class extends InMemoryExecution {
      override async getPositions(): Promise<readonly Position[]> {
        return (await super.getPositions()).map((position) => ({ ...position, contracts: `${position.contracts}.0` as DecimalText }));
      }
    },
    ...['EX04', 'EX64'],
  ],
  'gives histories newest first': [
    class extends InMemoryExecution {
      override async *getOrderHistory(query: HistoryQuery) {
        const rows: Order[] = [];
        for await (const row of super.getOrderHistory(query)) rows.unshift(row);
        yield* rows;
      }
    },
    'EX80',
  ],
  'gives the row on the border of two periods to both': [
    class extends InMemoryExecution {
      override getOrderHistory(query: HistoryQuery) {
        return super.getOrderHistory({ ...query, ...(query.toMs === undefined ? {} : { toMs: query.toMs + 1 }) });
      }
    },
    'EX81',
  ],
  'gives a fill twice': [
    class extends InMemoryExecution {
      override async *getTradeHistory(query: HistoryQuery) {
        for await (const row of super.getTradeHistory(query)) {
          yield row;
          yield row;
        }
      }
    },
    ...['EX82'],
  ],
  'does not hear an abort': [
    class extends InMemoryExecution {
      override getOrderHistory({ signal: _signal, ...query }: HistoryQuery) {
        return super.getOrderHistory(query);
      }
    },
    'EX84',
  ],
  'amends by a second order': [
    class extends InMemoryExecution {
      override async amendOrder(command: Parameters<InMemoryExecution['amendOrder']>[0]) {
        const outcome = await super.amendOrder(command);
        if (outcome.status === 'accepted') {
          const { symbol, price } = command;
          const terms = { symbol, price, contracts: outcome.order.contracts, leverage: 5, marginMode: 'isolated', type: 'limit' } as const;
          await this.openLong(terms);
        }
        return outcome;
      }
    },
    ...['EX90', 'EX92'],
  ],
  'tells events to those who have stopped': [
    class extends InMemoryExecution {
      override watchEvents(handler: Parameters<InMemoryExecution['watchEvents']>[0]) {
        super.watchEvents(handler);
        return () => undefined;
      }
    },
    'EX72',
  ],
  'pays other fees than it says': [
    class extends InMemoryExecution {
      override async getFeeRates(symbol: string) {
        const rates = await super.getFeeRates(symbol);
        return { ...rates, taker: multiply(rates.taker, 2) };
      }
    },
    'EX6G',
  ],
  'closes only what no working order holds back': [
    class extends InMemoryExecution {
      override async closeAllPositions() {
        const held = (await this.getPositions()).filter(({ closableContracts, contracts }) => compare(closableContracts, contracts) === 0);
        const all = held.length > 0 ? await super.closeAllPositions() : ({ status: 'done', results: [] } as const);
        return all;
      }
    },
    'EX97',
  ],
  'is never healthy': [
    class extends InMemoryExecution {
      override health() {
        const health = super.health();
        return { ...health, state: health.state === 'healthy' ? 'degraded' : health.state } as const;
      }
    },
    'EX02',
  ],
  'lists the orders of every symbol': [
    class extends InMemoryExecution {
      override getOpenOrders(): Promise<readonly Order[]> {
        return super.getOpenOrders();
      }
    },
    'EX13',
  ],
  'sends post-only as a plain limit order': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        return super.createOrder(command?.type === 'post-only' ? { ...command, type: 'limit' } : command);
      }
    },
    'EX15',
  ],
  'makes the same id every time': [
    class extends InMemoryExecution {
      override async createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const outcome = await super.createOrder(command);
        const isMade = outcome.status === 'accepted' && command.clientOrderId === undefined;
        return isMade ? { ...outcome, clientOrderId: clientOrderId('always-this') } : outcome;
      }
    },
    'EX18',
  ],
  'takes base quantity for contracts': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        if (command?.quantity === undefined) return super.createOrder(command);
        const { quantity, ...rest } = command;
        return super.createOrder({ ...rest, contracts: roundToStep(quantity, 1, 'up') } as CreateOrder);
      }
    },
    'EX19',
  ],
  'trades something else when it does not know the symbol': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        return super.createOrder(command?.symbol === 'NOSUCH_USDT' ? { ...command, symbol: 'BTC_USDT' } : command);
      }
    },
    'EX24',
  ],
  'brings leverage down to what is allowed': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        const isTooMuch = command?.effect === 'open' && command.leverage > 500;
        return super.createOrder(isTooMuch ? { ...command, leverage: 500 } : command);
      }
    },
    'EX25',
  ],
  'closes at the market whatever was asked': [
    class extends InMemoryExecution {
      override createOrder(command: CreateOrder): Promise<CreateOrderOutcome> {
        if (command?.effect !== 'close' || command.type === 'market') return super.createOrder(command);
        const { price: _price, bestPrice: _bestPrice, ...rest } = command;
        return super.createOrder({ ...rest, type: 'market' } as CreateOrder);
      }
    },
    ...['EX34', 'EX35'],
  ],
  'throws at a cancel that makes no sense': [
    class extends InMemoryExecution {
      override async cancelOrder(symbol: string, id: string): Promise<CancelOrderOutcome> {
        const outcome = await super.cancelOrder(symbol, id);
        if (outcome.status === 'denied') throw new Error(outcome.denial.message);
        return outcome;
      }
    },
    'EX53',
  ],
  'calls an order not found when the answer to its cancel was lost': [
    class extends InMemoryExecution {
      override async cancelOrder(symbol: string, id: string): Promise<CancelOrderOutcome> {
        const outcome = await super.cancelOrder(symbol, id);
        return outcome.status === 'unknown' ? { status: 'notFound', orderId: id } : outcome;
      }
    },
    ...['EX55', 'EX56'],
  ],
  'throws when it knows no such order': [
    class extends InMemoryExecution {
      override async getOrder(id: string): Promise<Order | undefined> {
        const order = await super.getOrder(id);
        if (order === undefined) throw new Error('no such order');
        return order;
      }
    },
    ...['EX27', 'EX43', 'EX60'],
  ],
  'freezes nothing': [
    class extends InMemoryExecution {
      override async getBalances() {
        return (await super.getBalances()).map((row) => ({ ...row, frozen: '0', available: add(row.available, row.frozen) }) as const);
      }
    },
    'EX6A',
  ],
  'has some balance for every currency': [
    class extends InMemoryExecution {
      override getBalance() {
        return super.getBalance();
      }
    },
    'EX6B',
  ],
  'says that leverage is set, and sets none': [
    class extends InMemoryExecution {
      override async setLeverage({ leverage }: Parameters<InMemoryExecution['setLeverage']>[0]) {
        return { status: 'accepted', leverage } as const;
      }
    },
    ...['EX6C', 'EX6D', 'EX6E'],
  ],
  'allows more with more leverage': [
    class extends InMemoryExecution {
      override async getMaxContracts({ leverage }: Parameters<InMemoryExecution['getMaxContracts']>[0]) {
        return multiply(leverage, 1_000);
      }
    },
    'EX6H',
  ],
  'asks for another position mode whatever stands in the way': [
    class extends InMemoryExecution {
      override async setPositionMode() {
        return { status: 'accepted' } as const;
      }
    },
    'EX6I',
  ],
  'leaves fees out of results': [
    class extends InMemoryExecution {
      override async *getPositionHistory(query: HistoryQuery) {
        for await (const row of super.getPositionHistory(query)) yield { ...row, realizedPnl: row.closingPnl };
      }
    },
    'EX83',
  ],
  'tells no progress': [
    class extends InMemoryExecution {
      override getOrderHistory({ onProgress: _onProgress, ...query }: HistoryQuery) {
        return super.getOrderHistory(query);
      }
    },
    'EX85',
  ],
  'has transfers the wrong way round': [
    class extends InMemoryExecution {
      override async *getTransferHistory(query: HistoryQuery) {
        for await (const row of super.getTransferHistory(query)) yield { ...row, direction: 'out' } as const;
      }
    },
    'EX87',
  ],
  'amends to the nearest size': [
    class extends InMemoryExecution {
      override amendOrder(command: Parameters<InMemoryExecution['amendOrder']>[0]) {
        const contracts = roundToStep(command.size.contracts ?? '1', 1, 'down');
        return super.amendOrder({ ...command, size: { contracts } });
      }
    },
    'EX91',
  ],
  'sends on after an abort': [
    class extends InMemoryExecution {
      override createOrders(commands: readonly CreateOrder[]) {
        return super.createOrders(commands);
      }
    },
    'EX94',
  ],
  'cancels no more than fifty': [
    class extends InMemoryExecution {
      override async cancelOrders(symbol: string, ids: readonly string[]): Promise<readonly CancelOrderOutcome[]> {
        return super.cancelOrders(symbol, ids.slice(0, 50));
      }
    },
    'EX5C',
  ],
  'tells what became of an order as often as it is asked': [
    class extends InMemoryExecution {
      override watchEvents(handler: Parameters<InMemoryExecution['watchEvents']>[0]) {
        return super.watchEvents((event) => {
          handler(event);
          if (event.kind === 'intent-resolved') handler(event);
        });
      }
    },
    'EX73',
  ],
  'reads one page of its history': [
    class extends InMemoryExecution {
      override async *getOrderHistory(query: HistoryQuery) {
        let count = 0;
        for await (const row of super.getOrderHistory(query)) if ((count += 1) <= 100) yield row;
      }
    },
    'EX88',
  ],
};

const { cases } = executionContract(inMemoryAbilities());

const caught = new Set<string>();

test.each(Object.entries(wrongPorts))('behavior: a port that %s is caught', async (_name, [Wrong, ...expected]) => {
  const failed: string[] = [];
  for (const one of cases) {
    await one
      .run(inMemoryExecutionVenue({ execution: (venue) => new Wrong(venue) }))
      .catch(() => failed.push(one.name.split(' ')[0] ?? ''));
  }
  for (const number of failed) caught.add(number);
  expect(failed).toEqual(expect.arrayContaining(expected));
});

test('behavior: each case that a venue in memory can show has caught one of them', () => {
  expect(cases.map(({ name }) => name.split(' ')[0] ?? '').filter((number) => !caught.has(number))).toEqual([]);
});
