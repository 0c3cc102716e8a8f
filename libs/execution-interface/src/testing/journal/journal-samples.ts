import { type ClientOrderId, clientOrderId, tradeId, venueOrderId } from '../../identifiers';
import type { JournalEntry, OrderJournal } from '../../order-journal';
import type { IntentCommands, IntentKind, OrderIntent } from '../../order-intent';
import type { Trade } from '../../trade';

/** 2026-01-01T00:00:00Z; where the clock of every case stands. */
export const JOURNAL_NOW_MS = 1_767_225_600_000;

export const ORDER_ID = venueOrderId('739113577038255616');

/** An intent of one market order. */
export function buildIntent(id: string, overrides: Partial<OrderIntent<'order'>> = {}): OrderIntent<'order'> {
  return {
    kind: 'order',
    clientOrderId: clientOrderId(id),
    symbol: 'BTC_USDT',
    command: { symbol: 'BTC_USDT', side: 'buy', effect: 'open', type: 'market', quantity: '0.001', leverage: 10, marginMode: 'isolated' },
    createdAtMs: JOURNAL_NOW_MS,
    ...overrides,
  };
}

const BTC = { symbol: 'BTC_USDT' } as const;
const TRIGGER = { price: '59000.5', direction: 'at-or-below', reference: 'mark' } as const;

/** One command of every kind. */
export const COMMANDS: IntentCommands = {
  order: buildIntent('sample').command,
  plan: {
    ...BTC,
    side: 'sell',
    effect: 'close',
    type: 'limit',
    price: '60000.1',
    contracts: '3',
    trigger: TRIGGER,
    validFor: 'seven-days',
    isPriceProtected: true,
  },
  stop: { ...BTC, positionSide: 'long', size: 'whole-position', stopLoss: { price: '58000', reference: 'mark' } },
  trailing: { ...BTC, side: 'sell', effect: 'close', contracts: '3', callback: { fraction: '0.02' }, reference: 'last' },
  amend: { ...BTC, orderId: ORDER_ID, price: '59000.1', size: { contracts: '2' } },
  chase: { ...BTC, orderId: ORDER_ID },
  'amend-plan': { ...BTC, id: '7', trigger: TRIGGER, type: 'market' },
  'amend-protection': { ...BTC, of: 'plan', id: '7' },
  'amend-trailing': { ...BTC, id: '7', callback: { distance: '120.5' }, reference: 'mark', contracts: '3' },
  reverse: { ...BTC, positionSide: 'short' },
  'close-all': {},
  'change-margin': { ...BTC, positionSide: 'long', amount: '12.5', direction: 'add' },
  'auto-add-margin': { ...BTC, positionSide: 'long', isEnabled: true },
  'position-mode': { positionMode: 'hedge' },
  leverage: { ...BTC, positionSide: 'long', leverage: 20, marginMode: 'cross' },
};

export function intentOf<Kind extends IntentKind>(kind: Kind, id: string): OrderIntent {
  return {
    kind,
    clientOrderId: clientOrderId(id),
    symbol: 'BTC_USDT',
    command: COMMANDS[kind],
    createdAtMs: JOURNAL_NOW_MS,
  } as OrderIntent;
}

export function buildTrade(id: string, overrides: Partial<Trade> = {}): Trade {
  return {
    tradeId: tradeId(id),
    orderId: ORDER_ID,
    clientOrderId: clientOrderId('c-1'),
    symbol: 'BTC_USDT',
    side: 'buy',
    effect: 'open',
    positionSide: 'long',
    price: '59123.4',
    contracts: '10',
    baseQuantity: '0.001',
    fee: '-0.000000000000000001',
    feeCurrency: 'USDT',
    closingPnl: '0',
    liquidity: 'maker',
    isSelfTrade: false,
    category: 'normal',
    atMs: JOURNAL_NOW_MS,
    ...overrides,
  };
}

export async function collect<One>(many: AsyncIterable<One>): Promise<One[]> {
  const all: One[] = [];
  for await (const one of many) all.push(one);
  return all;
}

export async function stateOf(journal: OrderJournal, id: ClientOrderId): Promise<JournalEntry['outcome'] | undefined> {
  return (await journal.get(id))?.outcome;
}

export function idsOf(entries: readonly JournalEntry[]): ClientOrderId[] {
  return entries.map(({ intent }) => intent.clientOrderId);
}
