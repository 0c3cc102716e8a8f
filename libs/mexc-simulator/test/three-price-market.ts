import type { TrendWord } from '@prate/mexc-protocol';
import { ScriptedMarket } from './scripted-market';

/** A market whose last, fair and index prices each go where the test says, and nowhere else. */
export class ThreePriceMarket extends ScriptedMarket {
  private readonly moves: Record<TrendWord, { readonly second: number; readonly ticks: number }[]> = { last: [], fair: [], index: [] };

  constructor(
    private readonly firstTicks: number,
    lotsPerSecond?: number,
  ) {
    super(firstTicks, lotsPerSecond);
  }

  move(second: number, trend: TrendWord, ticks: number): void {
    this.moves[trend].push({ second, ticks });
  }

  override priceTicks(second: number): number {
    return this.ticksOf('last', second);
  }

  override fairTicks(second: number): number {
    return this.ticksOf('fair', second);
  }

  override indexTicks(second: number): number {
    return this.ticksOf('index', second);
  }

  private ticksOf(trend: TrendWord, second: number): number {
    return this.moves[trend].filter((move) => move.second <= second).at(-1)?.ticks ?? this.firstTicks;
  }
}
