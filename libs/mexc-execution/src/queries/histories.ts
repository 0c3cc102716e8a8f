import type { ClosedPosition, FundingPayment, HistoryQuery, Instrument, Order, Trade, Transfer } from '@prate/execution-interface';
import { type WireDeal, type WireFundingRecord, orderStateCodes } from '@prate/mexc-protocol';
import { type HistoryWindow, type PageToFetch, iteratePages } from '@prate/mexc-rest';
import type { ExecutionContext } from '../execution-context';
import { orderFromWire } from '../from-wire';
import { closedPositionFromWire, fundingFromWire, tradeFromWire, transferFromWire } from '../from-wire-history';
import { isKept, readHistory, readUntimedHistory } from './read-history';

/** The venue's largest pages (reference 5.1, 5.3, 5.9). */
const PAGE_SIZE = 100;
const TRADES_PAGE_SIZE = 1_000;
const FINISHED = (['filled', 'cancelled', 'invalid'] as const).map((word) => orderStateCodes.toCode(word));

/** Finished orders by the time they were made, oldest first. @throws as `readHistory` */
export async function* readOrderHistory(context: ExecutionContext, query: HistoryQuery): AsyncGenerator<Order, void, undefined> {
  const { rest, session, instruments, clock } = context;
  const bySymbol = await instrumentsBySymbol(instruments);
  const rows = readHistory(clock.nowMs(), query, {
    rowsOf: (window, signal) =>
      iteratePages(
        ({ pageNum, pageSize }) =>
          session.heard(
            rest.private.listHistoryOrders(
              { ...symbolOf(query), states: FINISHED, ...timesOf(window), pageNum, pageSize },
              optionsOf(signal),
            ),
          ),
        { pageSize: PAGE_SIZE, idOf: ({ orderId }) => orderId, ...optionsOf(signal) },
      ),
    idOf: ({ orderId }) => orderId,
    atMsOf: ({ createTime }) => createTime,
  });
  for await (const row of rows) yield orderFromWire(row, bySymbol.get(row.symbol));
}

/** Own fills, oldest first. The venue is asked by contract: without a symbol each listed one is. @throws as `readHistory` */
export async function* readTradeHistory(context: ExecutionContext, query: HistoryQuery): AsyncGenerator<Trade, void, undefined> {
  const { rest, session, instruments, clock } = context;
  const bySymbol = await instrumentsBySymbol(instruments);
  const symbols = query.symbol === undefined ? [...bySymbol.keys()] : [query.symbol];
  const tradesOf = (symbol: string, window: HistoryWindow, signal: AbortSignal | undefined): AsyncIterable<WireDeal> =>
    iteratePages(
      ({ pageNum, pageSize }: PageToFetch) =>
        session.heard(rest.private.listOrderDeals({ symbol, ...timesOf(window), pageNum, pageSize }, optionsOf(signal))),
      { pageSize: TRADES_PAGE_SIZE, idOf: ({ id }) => id, ...optionsOf(signal) },
    );
  const rows = readHistory<WireDeal>(clock.nowMs(), query, {
    async *rowsOf(window, signal) {
      for (const symbol of symbols) yield* tradesOf(symbol, window, signal);
    },
    idOf: ({ id }) => id,
    atMsOf: ({ timestamp }) => timestamp,
  });
  for await (const row of rows) yield tradeFromWire(row, bySymbol.get(row.symbol));
}

/** Closed positions by the time they were closed, oldest first. @throws as `readHistory` */
export async function* readPositionHistory(
  { rest, session, clock }: ExecutionContext,
  query: HistoryQuery,
): AsyncGenerator<ClosedPosition, void, undefined> {
  const rows = readHistory(clock.nowMs(), query, {
    rowsOf: (window, signal) =>
      iteratePages(
        ({ pageNum, pageSize }) =>
          session.heard(
            rest.private.listHistoryPositions({ ...symbolOf(query), ...timesOf(window), pageNum, pageSize }, optionsOf(signal)),
          ),
        { pageSize: PAGE_SIZE, idOf: ({ positionId }) => positionId, ...optionsOf(signal) },
      ),
    idOf: ({ positionId }) => positionId,
    atMsOf: ({ updateTime }) => updateTime,
  });
  for await (const row of rows) yield closedPositionFromWire(row);
}

/** Own funding, oldest first; further back than the venue takes times it is asked without (reference 10.7). @throws as `readHistory` */
export async function* readFundingHistory(
  { rest, session, clock }: ExecutionContext,
  query: HistoryQuery,
): AsyncGenerator<FundingPayment, void, undefined> {
  const pages = (times: object, signal: AbortSignal | undefined) =>
    iteratePages(
      ({ pageNum, pageSize }) =>
        session.heard(rest.private.listFundingRecords({ ...symbolOf(query), ...times, pageNum, pageSize }, optionsOf(signal))),
      { pageSize: PAGE_SIZE, idOf: ({ id }) => id, ...optionsOf(signal) },
    );
  const keys = { idOf: ({ id }: WireFundingRecord) => id, atMsOf: ({ settleTime }: WireFundingRecord) => settleTime };
  const nowMs = clock.nowMs();
  const rows = isKept(nowMs, query)
    ? readHistory(nowMs, query, { rowsOf: (window, signal) => pages(timesOf(window), signal), ...keys })
    : readUntimedHistory(nowMs, query, { rows: (signal) => pages({}, signal), ...keys });
  for await (const row of rows) yield fundingFromWire(row);
}

/** Transfers between the wallets, oldest first; `symbol` does not concern them. The venue takes no times here. */
export async function* readTransferHistory(
  { rest, session, clock }: ExecutionContext,
  query: HistoryQuery,
): AsyncGenerator<Transfer, void, undefined> {
  const rows = readUntimedHistory(clock.nowMs(), query, {
    rows: (signal) =>
      iteratePages(({ pageNum, pageSize }) => session.heard(rest.private.listTransferRecords({ pageNum, pageSize }, optionsOf(signal))), {
        pageSize: PAGE_SIZE,
        idOf: ({ id }) => id,
        ...optionsOf(signal),
      }),
    idOf: ({ id }) => id,
    atMsOf: ({ createTime }) => createTime,
  });
  for await (const row of rows) yield transferFromWire(row);
}

/** Base quantities need the contract. A contract that is listed no more has none here. */
async function instrumentsBySymbol(instruments: ExecutionContext['instruments']): Promise<ReadonlyMap<string, Instrument>> {
  const listed = await instruments.getInstruments();
  return new Map(listed.map((instrument) => [instrument.symbol, instrument]));
}

function timesOf({ fromMs, toMs }: HistoryWindow) {
  return { startTimeMs: fromMs, endTimeMs: toMs };
}

function symbolOf({ symbol }: HistoryQuery) {
  return symbol === undefined ? {} : { symbol };
}

function optionsOf(signal: AbortSignal | undefined) {
  return signal === undefined ? {} : { signal };
}
