import type { MarginMode, PositionSide } from '../../enums';
import type { Leverage, LeverageQuery } from '../../execution-interface';

const AT_FIRST = { leverage: 20, marginMode: 'isolated' } as const;

/** Leverage and margin mode of each side of each contract. */
export class InMemoryLeverages {
  private readonly bySide = new Map<string, { readonly leverage: number; readonly marginMode: MarginMode }>();

  get({ symbol, positionSide }: LeverageQuery): Leverage {
    return { symbol, positionSide, ...(this.bySide.get(`${symbol}/${positionSide}`) ?? AT_FIRST) };
  }

  set(symbol: string, positionSide: PositionSide, leverage: number, marginMode: MarginMode): void {
    this.bySide.set(`${symbol}/${positionSide}`, { leverage, marginMode });
  }
}
