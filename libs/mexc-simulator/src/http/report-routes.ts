import { type DecimalText, add } from '@prate/execution-interface/decimal';
import type { Exchange } from '../exchange/exchange';
import { type ProfitFilter, ProfitHistory } from '../exchange/profit-history';
import { Refusal } from '../exchange/refusal';
import { isInverse } from '../simulated-contract';
import { RequestFields } from './request-fields';
import type { Route } from './routes';
import { bare } from './wire-text';

const DAY_MS = 86_400_000;
/** Days of reports begin at midnight in UTC+8, as those of the tickers do: a reading of ours. */
const ZONE_MS = 8 * 3_600_000;

/** Profit reports (reference 5.1), from the fills and funding that are remembered. The venue names no fields: those are of its samples. */
export const reportRoutes = {
  'get-profit-rate': ({ exchange, path }) => {
    const days = periodOf(path['type'], { 1: 1, 2: 7 });
    const history = new ProfitHistory(exchange);
    const profit = history.total({ fromMs: exchange.nowMs - days * DAY_MS });
    // With one account there is nobody to be ranked against.
    return { ranking: 0, profitRate: bare(history.rate(profit, {})), statisticTime: startOfDay(exchange.nowMs) };
  },

  'get-asset-analysis': ({ exchange, path, rawQuery }) => {
    const query = RequestFields.ofQuery(rawQuery);
    const type = periodOf(path['type'], { 1: 1, 2: 2, 3: 3, 4: 4 });
    const currency = query.optionalText('currency');
    if (currency !== undefined && !exchange.accounts.currencies().includes(currency)) {
      throw new Refusal(4001, `currency: found ${currency}, which is not supported`);
    }
    const filter = { ...(currency === undefined ? {} : { currency }) };
    const history = new ProfitHistory(exchange);
    const days = history.byPeriod({ ...filter, ...spanOf(type, query, exchange.nowMs) }, startOfDay);
    const today = profitOfDay(history, filter, exchange.nowMs);
    return {
      todayPnl: bare(today),
      todayPnlRate: bare(history.rate(today, filter)),
      totalPnl: bare([...days.values()].reduce<DecimalText>((total, amount) => add(total, amount), '0')),
      totalEquity: bare(history.equity(filter)),
      winRate: bare(history.winRate(filter)),
      historyDailyData: { timeList: [...days.keys()], dailyPnlList: [...days.values()].map(bare) },
    };
  },

  'get-today-pnl': ({ exchange }) => {
    const history = new ProfitHistory(exchange);
    const today = profitOfDay(history, {}, exchange.nowMs);
    return { todayPnl: bare(today), todayPnlRate: bare(history.rate(today, {})), todayPnlFinished: false };
  },

  'get-yesterday-pnl': ({ exchange }) => bare(profitOfDay(new ProfitHistory(exchange), {}, exchange.nowMs - DAY_MS)),

  // The venue starts a download by mail; nothing is known of its answer, and there is none here.
  'export-asset-analysis': () => undefined,

  'get-asset-analysis-v3': ({ exchange, body }) => {
    const { history, filter, unrealised, span } = readReport(body, exchange);
    const recent = (days: number): DecimalText => add(history.total({ ...filter, fromMs: exchange.nowMs - days * DAY_MS }), unrealised);
    const days = history.byPeriod({ ...filter, ...span }, startOfDay);
    return {
      todayPnl: bare(add(profitOfDay(history, filter, exchange.nowMs), unrealised)),
      totalPnl: bare(add(history.total({ ...filter, ...span }), unrealised)),
      recentPnl: bare(recent(7)),
      recentPnl30: bare(recent(30)),
      accurate: true,
      timestamp: exchange.nowMs,
      todayPnlFinished: false,
      historyDailyData: Object.fromEntries([...days].map(([day, amount]) => [String(day), bare(amount)])),
    };
  },

  'get-daily-pnl-calendar': ({ exchange, body }) => {
    const { history, filter, span } = readReport(body, exchange);
    const days = history.byPeriod({ ...filter, ...span }, startOfDay);
    return { dailyTimeList: [...days.keys()], dailyPnlList: [...days.values()].map(bare), todayPnlFinished: false };
  },

  'get-monthly-pnl-calendar': ({ exchange, body }) => {
    const { history, filter, span } = readReport(body, exchange);
    const months = history.byPeriod({ ...filter, ...span }, startOfMonth);
    return { monthlyTimeList: [...months.keys()], monthlyPnlList: [...months.values()].map(bare), todayPnlFinished: false };
  },

  'get-recent-pnl': ({ exchange, body }) => {
    const { history, filter, unrealised } = readReport(body, exchange);
    const recent = (days: number): DecimalText => add(history.total({ ...filter, fromMs: exchange.nowMs - days * DAY_MS }), unrealised);
    return {
      recentPnl60: bare(recent(60)),
      recentPnlRate60: bare(history.rate(recent(60), filter)),
      recentPnl90: bare(recent(90)),
      recentPnlRate90: bare(history.rate(recent(90), filter)),
      todayPnlFinished: false,
    };
  },
} as const satisfies Record<string, Route>;

interface Report {
  readonly history: ProfitHistory;
  readonly filter: ProfitFilter;
  readonly span: Pick<ProfitFilter, 'fromMs' | 'toMs'>;
  /** 0 unless asked for. */
  readonly unrealised: DecimalText;
}

/** `reverse` 0 all, 1 USDT-M, 2 coin-M, 3 USDC-M. @throws {Refusal} 600, 1001, 6003 */
function readReport(body: string, exchange: Exchange): Report {
  const fields = RequestFields.ofBody(body);
  const reverse = fields.optionalInteger('reverse') ?? 0;
  if (reverse < 0 || reverse > 3) throw new Refusal(600, `reverse: found ${reverse}, expected 0 to 3`);
  const symbol = fields.optionalText('symbol');
  if (symbol !== undefined) exchange.listing(symbol);
  const filter: ProfitFilter = {
    ...(symbol === undefined ? {} : { symbol }),
    ...(reverse === 0 ? {} : { kind: ({ contract }) => reverse === (isInverse(contract) ? 2 : contract.settleCoin === 'USDC' ? 3 : 1) }),
  };
  const history = new ProfitHistory(exchange);
  const isWithUnrealised = fields.optionalInteger('includeUnrealisedPnl') === 1;
  return { history, filter, span: readSpan(fields), unrealised: isWithUnrealised ? history.unrealised(filter) : '0' };
}

/** @throws {Refusal} 6003 */
function readSpan(fields: RequestFields): Pick<ProfitFilter, 'fromMs' | 'toMs'> {
  const fromMs = fields.optionalInteger('startTime');
  const toMs = fields.optionalInteger('endTime');
  if (fromMs !== undefined && toMs !== undefined && fromMs > toMs) {
    throw new Refusal(6003, `time range: found startTime ${fromMs} after endTime ${toMs}`);
  }
  return { ...(fromMs === undefined ? {} : { fromMs }), ...(toMs === undefined ? {} : { toMs }) };
}

/** Type 1 week, 2 month, 3 all, 4 what the times say. */
function spanOf(type: number, query: RequestFields, nowMs: number): Pick<ProfitFilter, 'fromMs' | 'toMs'> {
  if (type === 4) return readSpan(query);
  return type === 3 ? {} : { fromMs: nowMs - (type === 1 ? 7 : 30) * DAY_MS };
}

/** @throws {Refusal} 600 */
function periodOf(text: string | undefined, known: Readonly<Record<string, number>>): number {
  const value = Object.hasOwn(known, text ?? '') ? known[text ?? ''] : undefined;
  if (value === undefined) throw new Refusal(600, `type: found ${JSON.stringify(text)}, expected one of ${Object.keys(known).join(', ')}`);
  return value;
}

function profitOfDay(history: ProfitHistory, filter: ProfitFilter, timeMs: number): DecimalText {
  const fromMs = startOfDay(timeMs);
  return history.total({ ...filter, fromMs, toMs: fromMs + DAY_MS - 1 });
}

function startOfDay(timeMs: number): number {
  return Math.floor((timeMs + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
}

function startOfMonth(timeMs: number): number {
  const date = new Date(timeMs + ZONE_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) - ZONE_MS;
}
