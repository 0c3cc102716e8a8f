import { decimal, isZero } from '@prate/execution-interface/decimal';
import type { MexcFuturesRest } from '@prate/mexc-rest';
import type { ClosedPosition } from '../condition';
import type { AccountReader } from './account-reader';

/**
 * Positions on their way to nothing left, at the market. The venue's own call for all of them is used: it cannot open anything, needs no
 * position mode, and may be given again (reference 5.3).
 */
export class PositionSweep {
  readonly #seen = new Map<string, ClosedPosition>();
  #problem: string | undefined;

  constructor(
    private readonly rest: MexcFuturesRest,
    private readonly reader: AccountReader,
    private readonly tell: (line: string) => void,
  ) {}

  /** One row for each position that was seen. */
  get positions(): readonly ClosedPosition[] {
    return [...this.#seen.values()];
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  /** As `KindSweep.round`. Never throws. */
  async round(): Promise<'clean' | 'cancelled' | 'failed'> {
    try {
      const held = (await this.reader.positions()).filter(({ holdVol }) => !isZero(decimal(holdVol)));
      this.remember(held.map(({ positionId, symbol, holdVol }) => ({ positionId, symbol, contracts: holdVol, isClosed: false })));
      if (held.length === 0) return 'clean';
      this.tell(`positions: found ${held.length}, closing at the market`);
      await this.rest.private.closeAllPositions({ timeoutMs: 4_000, lane: 'urgent' });
      return 'cancelled';
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.tell(`positions: could not be read or closed: ${this.#problem}`);
      return 'failed';
    }
  }

  private remember(held: readonly ClosedPosition[]): void {
    const heldIds = new Set(held.map(({ positionId }) => positionId));
    for (const [id, position] of this.#seen) this.#seen.set(id, { ...position, isClosed: !heldIds.has(id) });
    for (const position of held) if (!this.#seen.has(position.positionId)) this.#seen.set(position.positionId, position);
  }
}
