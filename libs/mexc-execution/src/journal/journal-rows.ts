import type {
  ClientOrderId,
  IntentState,
  JournalEntry,
  JournalEvent,
  OrderIntent,
  TradingState,
  TradingStateChange,
} from '@prate/execution-interface';

/** PostgreSQL answers its 64-bit numbers as text. */
type Whole = number | string;

export interface IntentRow {
  readonly client_order_id: string;
  readonly kind: string;
  readonly symbol: string;
  readonly command: string;
  readonly created_at_ms: Whole;
  readonly attempts: number;
  readonly outcome: string;
  readonly updated_at_ms: Whole;
}

export interface EventRow {
  readonly at_ms: Whole;
  readonly what: string;
  readonly attempt: number | null;
  readonly detail: string;
}

export interface TradeRow {
  readonly trade_id: string;
  readonly at_ms: Whole;
  readonly fill: string;
}

export interface DayStartRow {
  readonly currency: string;
  readonly equity: string;
}

export interface TradingStateRow {
  readonly state: string;
  readonly reason: string;
  readonly changed_by: string;
  readonly at_ms: Whole;
}

export function toEntry(row: IntentRow): JournalEntry {
  const intent = {
    clientOrderId: row.client_order_id,
    kind: row.kind,
    symbol: row.symbol,
    command: JSON.parse(row.command) as unknown,
    createdAtMs: Number(row.created_at_ms),
  } as OrderIntent;
  return { intent, outcome: JSON.parse(row.outcome) as IntentState, attempts: row.attempts, updatedAtMs: Number(row.updated_at_ms) };
}

export function toEvent(clientOrderId: ClientOrderId, row: EventRow): JournalEvent {
  const { what } = row;
  const basics = { clientOrderId, atMs: Number(row.at_ms) };
  const detail = JSON.parse(row.detail) as object;
  const attempt = row.attempt ?? 0;
  if (what === 'recorded') return { ...basics, what, attempt, intent: { clientOrderId, ...detail } as OrderIntent };
  if (what === 'settled') return { ...basics, what, attempt, outcome: detail as IntentState };
  return { ...basics, what, ...detail } as JournalEvent;
}

export function toTradingStateChange(row: TradingStateRow): TradingStateChange {
  return { state: row.state as TradingState, reason: row.reason, by: row.changed_by, atMs: Number(row.at_ms) };
}
