import { decimal } from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, type WirePushPosition, positionStateCodes } from '@prate/mexc-protocol';
import { Remembered } from './remembered';

interface Known {
  readonly wire: WirePosition;
  readonly atTick: number;
}

/** What a statement about a position changed. */
export type PositionChange =
  | { readonly kind: 'changed'; readonly wire: WirePosition }
  | { readonly kind: 'closed'; readonly wire: Pick<WirePosition, 'positionId' | 'symbol' | 'positionType'> }
  /** A push of a position that is not known says too little: it has to be read. */
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'same' };

type Statement = Omit<WirePushPosition, 'adlLevel'>;

const SAME: PositionChange = { kind: 'same' };
const CLOSED_KEPT = 10_000;
/** What a push may leave out, and a position cannot do without. */
const NEEDED = ['frozenVol', 'closeVol', 'holdAvgPrice', 'openAvgPrice', 'oim', 'im', 'realised', 'leverage'] as const;

/** Open positions by the venue's id: the newest statement of each, by version, then by time (reference 9.13). */
export class PositionBook {
  private readonly open = new Map<string, Known>();
  private readonly closed = new Remembered<string, { readonly version?: number; readonly updatedAtMs: number }>(CLOSED_KEPT);

  /** Open ones of which nobody was told yet, because there was no mark to tell them with. */
  private readonly untold = new Set<string>();

  /** It could not be told: the next statement of it is something to tell, whatever it says. */
  tellAgain(positionId: string): void {
    this.untold.add(positionId);
  }

  applyPush(push: WirePushPosition, atTick: number): PositionChange {
    const known = this.open.get(push.positionId)?.wire;
    if (!this.isNewer(push, known, false)) return SAME;
    if (isOver(push)) return this.close(push, known);
    const wire = merged(push, known);
    if (wire === undefined) return { kind: 'incomplete' };
    return this.keep(wire, known, atTick);
  }

  /** `beganAtTick`: what was heard since then is as new as this, or newer. */
  applyRead(read: WirePosition, { beganAtTick, atTick }: { beganAtTick: number; atTick: number }): PositionChange {
    const known = this.open.get(read.positionId);
    // What working orders hold back changes without a version.
    const isUntouched = known !== undefined && known.atTick < beganAtTick;
    if (!this.isNewer(read, known?.wire, isUntouched)) return SAME;
    if (isOver(read)) return this.close(read, known?.wire);
    return this.keep(read, known?.wire, atTick);
  }

  applyAdlLevel(positionId: string, adlLevel: number, atTick: number): PositionChange {
    const known = this.open.get(positionId);
    return known === undefined ? SAME : this.keep({ ...known.wire, adlLevel }, known.wire, atTick);
  }

  /** Those that a read, begun at this tick, did not list, and of which nothing was heard since: they are closed. */
  closeMissing(listed: ReadonlySet<string>, beganAtTick: number): readonly WirePosition[] {
    const gone = [...this.open.values()].filter(({ wire, atTick }) => !listed.has(wire.positionId) && atTick < beganAtTick);
    return gone.flatMap(({ wire }) => (this.close(wire, wire).kind === 'closed' ? [wire] : []));
  }

  positions(): readonly WirePosition[] {
    return [...this.open.values()].map(({ wire }) => wire);
  }

  private isNewer(next: Statement, known: WirePosition | undefined, isTieNewer: boolean): boolean {
    const closed = this.closed.get(next.positionId);
    if (closed !== undefined) {
      if (next.version !== undefined && closed.version !== undefined) return next.version > closed.version;
      return (next.updateTime ?? 0) > closed.updatedAtMs;
    }
    if (known === undefined) return true;
    if (next.version !== undefined && known.version !== undefined) {
      return next.version > known.version || (next.version === known.version && isTieNewer);
    }
    return (next.updateTime ?? known.updateTime) >= known.updateTime;
  }

  private keep(wire: WirePosition, known: WirePosition | undefined, atTick: number): PositionChange {
    this.closed.delete(wire.positionId);
    this.open.set(wire.positionId, { wire, atTick });
    const isUntold = this.untold.delete(wire.positionId);
    return !isUntold && known !== undefined && visible(known) === visible(wire) ? SAME : { kind: 'changed', wire };
  }

  private close(last: Statement, known: WirePosition | undefined): PositionChange {
    const { positionId, symbol, positionType } = last;
    const version = last.version ?? known?.version;
    this.open.delete(positionId);
    this.closed.set(positionId, { ...(version === undefined ? {} : { version }), updatedAtMs: last.updateTime ?? known?.updateTime ?? 0 });
    // One that was never shown as open is not shown as closed either.
    const isUntold = this.untold.delete(positionId);
    return isUntold || known === undefined ? SAME : { kind: 'closed', wire: { positionId, symbol, positionType } };
  }
}

/** @throws {UnknownCodeError} for a state that no table knows */
function isOver({ state, holdVol }: Statement): boolean {
  return positionStateCodes.toWord(state) === 'closed' || !isPositive(decimal(holdVol));
}

function merged(push: WirePushPosition, known: WirePosition | undefined): WirePosition | undefined {
  const all = { ...known, ...push };
  if (NEEDED.some((field) => all[field] === undefined)) return undefined;
  // All digits of an average that has changed since are digits of another number.
  const isSameEntry =
    push.holdAvgPriceFullyScale !== undefined || push.holdAvgPrice === undefined || push.holdAvgPrice === known?.holdAvgPrice;
  const { holdAvgPriceFullyScale, ...rest } = all;
  const entry = isSameEntry && holdAvgPriceFullyScale !== undefined ? { holdAvgPriceFullyScale } : {};
  return { ...rest, ...entry, createTime: all.createTime ?? 0, updateTime: all.updateTime ?? 0 } as WirePosition;
}

/** Without what moves with every tick of the market. */
function visible(wire: WirePosition): string {
  const { holdVol, frozenVol, holdAvgPrice, realised, im, leverage, openType, state, adlLevel } = wire;
  return [
    decimal(holdVol),
    decimal(frozenVol),
    decimal(holdAvgPrice),
    decimal(realised),
    decimal(im),
    leverage,
    openType,
    state,
    adlLevel ?? 0,
  ].join('/');
}
