import { type DecimalText, add, isZero, subtract } from '../../decimal';
import type { MarginMode, PositionSide } from '../../enums';
import type { ClosedPosition } from '../../history';
import { type PositionId, positionId } from '../../identifiers';
import type { Instrument } from '../../instrument';
import { averagePrice, marginOf, pnlOf } from './position-arithmetic';

/** A position that is open. Amounts in the settle currency. */
export interface HeldPosition {
  readonly positionId: PositionId;
  readonly instrument: Instrument;
  readonly side: PositionSide;
  readonly marginMode: MarginMode;
  readonly leverage: number;
  readonly contracts: DecimalText;
  readonly entryPrice: DecimalText;
  readonly closedContracts: DecimalText;
  /** Average price of what was closed. */
  readonly closePrice: DecimalText;
  readonly closingPnl: DecimalText;
  readonly fees: DecimalText;
  readonly openedAtMs: number;
}

/** A fill as positions see it. */
export interface PositionFill {
  readonly instrument: Instrument;
  readonly side: PositionSide;
  readonly effect: 'open' | 'close';
  readonly contracts: DecimalText;
  readonly price: DecimalText;
  readonly fee: DecimalText;
  readonly leverage: number;
  readonly marginMode: MarginMode;
  readonly atMs: number;
}

/** Open positions, one a side of a contract, and those that are closed. */
export class InMemoryPositions {
  readonly closed: ClosedPosition[] = [];
  private readonly held = new Map<string, HeldPosition>();
  private lastId = 300_000_000_000_000_000n;

  all(): readonly HeldPosition[] {
    return [...this.held.values()];
  }

  get(symbol: string, side: PositionSide): HeldPosition | undefined {
    return this.held.get(`${symbol}/${side}`);
  }

  setLeverage(symbol: string, side: PositionSide, leverage: number): void {
    const position = this.get(symbol, side);
    if (position !== undefined) this.held.set(`${symbol}/${side}`, { ...position, leverage });
  }

  /** Books the fill; answers the position it belongs to, and what closing brought. */
  fill(fill: PositionFill): { readonly positionId: PositionId; readonly closingPnl: DecimalText } {
    const { instrument, side, contracts, price, fee } = fill;
    const key = `${instrument.symbol}/${side}`;
    const before = this.held.get(key) ?? this.fresh(fill);
    const fees = add(before.fees, fee);
    if (fill.effect === 'open') {
      const entryPrice = isZero(before.contracts)
        ? price
        : averagePrice(instrument, [
            [before.contracts, before.entryPrice],
            [contracts, price],
          ]);
      this.held.set(key, { ...before, fees, contracts: add(before.contracts, contracts), entryPrice, leverage: fill.leverage });
      return { positionId: before.positionId, closingPnl: '0' };
    }
    const closingPnl = pnlOf(instrument, { side, contracts, entryPrice: before.entryPrice, price });
    const after: HeldPosition = {
      ...before,
      fees,
      contracts: subtract(before.contracts, contracts),
      closedContracts: add(before.closedContracts, contracts),
      closePrice: isZero(before.closedContracts)
        ? price
        : averagePrice(instrument, [
            [before.closedContracts, before.closePrice],
            [contracts, price],
          ]),
      closingPnl: add(before.closingPnl, closingPnl),
    };
    if (isZero(after.contracts)) this.close(key, after, fill.atMs);
    else this.held.set(key, after);
    return { positionId: before.positionId, closingPnl };
  }

  margin({ instrument, contracts, entryPrice, leverage }: HeldPosition): DecimalText {
    return marginOf(instrument, contracts, entryPrice, leverage);
  }

  private fresh({ instrument, side, leverage, marginMode, atMs }: PositionFill): HeldPosition {
    this.lastId += 7n;
    return {
      positionId: positionId(String(this.lastId)),
      instrument,
      side,
      marginMode,
      leverage,
      contracts: '0',
      entryPrice: '0',
      closedContracts: '0',
      closePrice: '0',
      closingPnl: '0',
      fees: '0',
      openedAtMs: atMs,
    };
  }

  private close(key: string, position: HeldPosition, closedAtMs: number): void {
    const { instrument, contracts: _none, ...rest } = position;
    const realizedPnl = subtract(position.closingPnl, position.fees);
    this.held.delete(key);
    this.closed.push({ ...rest, symbol: instrument.symbol, funding: '0', realizedPnl, closedAtMs });
  }
}

/** What the position would bring at that price, settle currency. */
export function unrealizedPnl(position: HeldPosition, price: DecimalText): DecimalText {
  return pnlOf(position.instrument, { ...position, price });
}

/** Closing result less fees so far, settle currency. */
export function realizedSoFar({ closingPnl, fees }: HeldPosition): DecimalText {
  return subtract(closingPnl, fees);
}
