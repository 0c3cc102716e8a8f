import { strictEqual } from 'node:assert';
import { venueOrderId } from '../../identifiers';
import { type JournalCase, same } from './journal-case';
import { JOURNAL_NOW_MS, buildTrade, collect } from './journal-samples';

export const tradeCases: readonly JournalCase[] = [
  {
    name: 'JO-30 fills are kept exactly, each id once, and a replay adds none',
    async run(journal) {
      const [first, second] = [buildTrade('t-1'), buildTrade('t-2', { price: '59123.400000000001' })];
      strictEqual(await journal.archiveTrades([first, second, first]), 2);
      strictEqual(await journal.archiveTrades([second, buildTrade('t-3'), { ...first, price: '1' }]), 1);
      strictEqual(await journal.archiveTrades([]), 0);
      same(await collect(journal.listTrades()), [first, second, buildTrade('t-3')]);
    },
  },
  {
    name: 'JO-31 fills are listed oldest first, by symbol, order and time, and pages leave nothing out',
    async run(journal) {
      const trades = Array.from({ length: 1_103 }, (_, index) =>
        buildTrade(`t-${String(index).padStart(4, '0')}`, { atMs: JOURNAL_NOW_MS + Math.floor(index / 5) }),
      );
      const elsewhere = buildTrade('x', { symbol: 'ETH_USDT', orderId: venueOrderId('5'), atMs: JOURNAL_NOW_MS - 1 });
      strictEqual(await journal.archiveTrades([...trades].reverse()), trades.length);
      strictEqual(await journal.archiveTrades([elsewhere]), 1);
      same(await collect(journal.listTrades({ symbol: 'BTC_USDT' })), trades);
      same(await collect(journal.listTrades({ orderId: venueOrderId('5') })), [elsewhere]);
      same(await collect(journal.listTrades({ fromMs: JOURNAL_NOW_MS + 1, toMs: JOURNAL_NOW_MS + 2 })), trades.slice(5, 10));
    },
  },
  {
    name: 'JO-32 how far the account has been told is kept, the last word alone',
    async run(journal) {
      strictEqual(await journal.toldUpTo(), undefined);
      await journal.keepToldUpTo({ atMs: JOURNAL_NOW_MS, working: [venueOrderId('1'), venueOrderId('9007199254740993')] });
      await journal.keepToldUpTo({ atMs: JOURNAL_NOW_MS + 1, working: [venueOrderId('9007199254740993')] });
      same(await journal.toldUpTo(), { atMs: JOURNAL_NOW_MS + 1, working: ['9007199254740993'] });
    },
  },
];
