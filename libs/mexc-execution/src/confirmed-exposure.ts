import type { Clock, MarginMode, PositionMode, PositionSide } from '@prate/execution-interface';
import { type WirePosition, openTypeCodes, positionTypeCodes } from '@prate/mexc-protocol';

/** What an opening stands on: all of it was read, and was as the order wants it. */
export interface ExposureTerms {
  readonly symbol: string;
  readonly positionSide: PositionSide;
  readonly leverage: number;
  readonly marginMode: MarginMode;
}

/** What is known of the account without asking: by pushes of a stream that stands, on top of a whole reading. */
export interface KnownAccount {
  readonly isHealthy: boolean;
  readonly positions: readonly WirePosition[];
}

/** When a reading began, and how often something had been changed here by then. */
export interface ReadingOfTerms {
  readonly atMs: number;
  readonly changes: number;
}

/**
 * A leverage that is set elsewhere while no position is open is told by no push, so what was read is believed for so long only. The order
 * itself states leverage, margin mode and position mode: what the venue makes of another setting is no order under other terms.
 */
const BELIEVED_MS = 10_000;

/**
 * What was read for the opening before this one, for as long as the next one may stand on it: while the account is healthy, nobody pushed
 * anything else, and it is not older than {@link BELIEVED_MS}. It saves an order three reads, never a change.
 */
export class ConfirmedExposure {
  private readonly changes = new Map<string, number>();
  private readonly kept = new Map<string, ExposureTerms & { readonly positionMode: PositionMode; readonly readAtMs: number }>();
  /** Without one nothing is believed. */
  account?: () => KnownAccount;

  constructor(private readonly clock: Clock) {}

  /** To be asked for before anything is read. */
  begin(symbol: string): ReadingOfTerms {
    return { atMs: this.clock.nowMs(), changes: this.changes.get(symbol) ?? 0 };
  }

  /** Kept unless somebody here changed it since that reading began: then nobody knows which of the two it saw. */
  keep(terms: ExposureTerms, positionMode: PositionMode, { atMs, changes }: ReadingOfTerms): void {
    if (changes !== (this.changes.get(terms.symbol) ?? 0)) return;
    this.kept.set(keyOf(terms), { ...terms, positionMode, readAtMs: atMs });
  }

  /** Somebody here changes it, before and after that; or an order was not taken under it. */
  forget(symbol: string): void {
    this.changes.set(symbol, (this.changes.get(symbol) ?? 0) + 1);
    for (const [key, terms] of this.kept) if (terms.symbol === symbol) this.kept.delete(key);
  }

  /** The position mode under which an opening of these terms may go out unread; undefined: read first. */
  find(terms: ExposureTerms): PositionMode | undefined {
    const kept = this.kept.get(keyOf(terms));
    if (kept === undefined || kept.leverage !== terms.leverage || kept.marginMode !== terms.marginMode) return undefined;
    const ageMs = this.clock.nowMs() - kept.readAtMs;
    if (ageMs < 0 || ageMs >= BELIEVED_MS) return undefined;
    const account = this.account?.();
    if (account === undefined || !account.isHealthy) return undefined;
    return account.positions.every((row) => suits(row, kept)) ? kept.positionMode : undefined;
  }
}

function keyOf({ symbol, positionSide }: ExposureTerms): string {
  return `${symbol}/${positionSide}`;
}

/** Whether an order of these terms goes with this position. */
function suits(
  row: WirePosition,
  { symbol, positionSide, leverage, marginMode, positionMode }: ExposureTerms & { positionMode: PositionMode },
): boolean {
  if (row.symbol !== symbol) return true;
  const isThisSide = positionTypeCodes.toWord(row.positionType) === positionSide;
  if (!isThisSide && positionMode !== 'one-way') return true;
  return openTypeCodes.toWord(row.openType) === marginMode && (!isThisSide || row.leverage === leverage);
}
