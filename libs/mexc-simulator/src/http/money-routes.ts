import { transferStateCodes, transferTypeCodes, positionTypeCodes } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { FundingRecord } from '../exchange/funding';
import { Refusal } from '../exchange/refusal';
import type { TransferRecord } from '../exchange/transfers';
import { pagedView, readPage, readTimeWindow } from './paging';
import { RequestFields } from './request-fields';
import type { Route } from './routes';
import { bare } from './wire-text';

const MOST_ROWS = 100;
const DAY_MS = 86_400_000;
/** Days of the insurance fund's history. */
const FUND_DAYS = 30;

/** Reference 4.10, 5.1, 5.3: money that came and went, funding, and the insurance fund. These lists are paged (reference 3.2). */
export const moneyRoutes = {
  'get-support-currencies': ({ exchange }) => exchange.accounts.currencies(),

  'list-transfer-records': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const currency = query.optionalText('currency');
    const type = readWord(query, 'type', transferTypeCodes);
    const state = readWord(query, 'state', transferStateCodes);
    const rows = exchange.transfers
      .all()
      .filter((record) => currency === undefined || record.currency === currency)
      .filter((record) => type === undefined || record.type === type)
      // Whatever moves has arrived.
      .filter(() => state === undefined || state === 'succeeded');
    return pagedView([...rows].reverse(), page, transferView);
  },

  // Newest first. Without times all that are remembered: older clients send none (reference 10.7).
  'list-funding-records': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const page = readPage(query, MOST_ROWS);
    const symbol = query.optionalText('symbol');
    if (symbol !== undefined) exchange.listing(symbol);
    const positionId = query.optionalText('position_id');
    const side = query.optionalWord('position_type', positionTypeCodes, 2022);
    const isTimed = ['start_time', 'end_time', 'startTime', 'endTime'].some((name) => query.optionalText(name) !== undefined);
    const isWithin = isTimed ? readTimeWindow(query, exchange.nowMs) : (): boolean => true;
    const rows = exchange.funding
      .records()
      .filter((record) => symbol === undefined || record.symbol === symbol)
      .filter((record) => positionId === undefined || record.positionId === positionId)
      .filter((record) => side === undefined || record.side === side)
      .filter((record) => isWithin(record.settleTimeMs));
    return pagedView([...rows].reverse(), page, fundingRecordView);
  },

  'list-risk-reverse': ({ exchange }) => [...exchange.listings.keys()].map((symbol) => fundView(symbol, exchange)),

  'get-risk-reverse': ({ exchange, path }) => fundView(exchange.listing(path['symbol'] ?? '').contract.symbol, exchange),

  // The end of each of the last 30 days, UTC.
  'list-risk-reverse-history': ({ exchange, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const { symbol, settleCoin: currency } = exchange.listing(query.text('symbol')).contract;
    const page = readPage(query, MOST_ROWS);
    const today = Math.floor(exchange.nowMs / DAY_MS) * DAY_MS;
    const times = Array.from({ length: FUND_DAYS }, (_, days) => today - days * DAY_MS);
    return pagedView(times, page, (snapshotTime) => ({
      symbol,
      currency,
      available: bare(exchange.insurance.available(symbol, snapshotTime)),
      snapshotTime,
    }));
  },

  /** The feature has moved to the web: always 8817. @throws {Refusal} */
  'change-risk-level': () => {
    throw new Refusal(8817, 'risk limit upgrade');
  },
} as const satisfies Record<string, Route>;

function transferView({ id, currency, amount, type, atMs }: TransferRecord): object {
  return {
    id: bare(id),
    txid: `sim-${id}`,
    currency,
    amount: bare(amount),
    type: transferTypeCodes.toCode(type),
    state: transferStateCodes.toCode('succeeded'),
    createTime: atMs,
    updateTime: atMs,
  };
}

function fundingRecordView({ id, symbol, positionId, side, positionValue, funding, rate, settleTimeMs }: FundingRecord): object {
  return {
    id: bare(id),
    symbol,
    positionId: bare(positionId),
    positionType: positionTypeCodes.toCode(side),
    positionValue: bare(positionValue),
    funding: bare(funding),
    rate: bare(rate),
    settleTime: settleTimeMs,
  };
}

function fundView(symbol: string, { accounts, insurance, nowMs }: Exchange): object {
  return { symbol, currency: accounts.settleCoin(symbol), available: bare(insurance.available(symbol, nowMs)), timestamp: nowMs };
}

/** A word that the wire writes as text. @throws {Refusal} 600 */
function readWord<Word extends string>(
  query: RequestFields,
  name: string,
  table: { readonly words: readonly Word[]; toCode(word: Word): string },
): Word | undefined {
  const text = query.optionalText(name);
  const word = table.words.find((known) => table.toCode(known) === text);
  if (text !== undefined && word === undefined) {
    throw new Refusal(
      600,
      `${name}: found ${JSON.stringify(text)}, expected one of ${table.words.map((known) => table.toCode(known)).join(', ')}`,
    );
  }
  return word;
}
