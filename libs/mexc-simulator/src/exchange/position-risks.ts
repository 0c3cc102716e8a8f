import { type DecimalText, add, compare, isZero, subtract } from '@prate/execution-interface/decimal';
import type { RiskTier } from '../simulated-contract';
import type { Accounts } from './accounts';
import type { Listing } from './listing';
import { type Holding, liquidationPrice, marginRatio, neededMargin, ratioOf } from './margin';
import type { SimulatedPosition } from './positions';
import { tierBySize } from './risk-tiers';

/** What is left of some margin and its result, and what must be left, settle coin: liquidation is where they meet (reference 9.8). */
export interface Solvency {
  readonly left: DecimalText;
  readonly needed: DecimalText;
}

/** How far positions are from liquidation: an isolated one by its own margin, cross ones by what the currency has for all of them. */
export class PositionRisks {
  constructor(
    private readonly listings: ReadonlyMap<string, Listing>,
    private readonly accounts: Accounts,
  ) {}

  /** The tier whose rates apply: by contracts, or by the value at entry. */
  tier({ symbol, holdVol, holdAvgPrice }: SimulatedPosition): RiskTier {
    return tierBySize(this.listing(symbol).contract, holdVol, holdAvgPrice);
  }

  /** `margin` is the position's own, unless it is given. */
  holding(position: SimulatedPosition, margin = position.margin): Holding {
    const { side, holdVol: vol, holdAvgPrice: entryPrice } = position;
    return { side, vol, entryPrice, margin, mmr: this.tier(position).mmr };
  }

  /** Of cross positions an estimate: all other prices stay where they are. 0 where there is none. `atRatio`: of another margin ratio than 1. */
  liquidationPrice(position: SimulatedPosition, second: number, atRatio?: DecimalText): DecimalText {
    const { contract } = this.listing(position.symbol);
    if (isZero(position.holdVol) || position.state !== 'holding') return '0';
    const margin = position.openType === 'isolated' ? position.margin : this.crossMargin(position, second);
    return liquidationPrice(contract, this.holding(position, margin), atRatio);
  }

  /** Liquidation is at 1. Cross positions share one ratio. */
  marginRatio(position: SimulatedPosition, second: number): DecimalText {
    const listing = this.listing(position.symbol);
    if (isZero(position.holdVol) || position.state !== 'holding') return '0';
    if (position.openType === 'isolated') return marginRatio(listing.contract, this.holding(position), listing.fairPrice(second));
    const { left, needed } = this.crossSolvency(listing.contract.settleCoin, second);
    return ratioOf(needed, left);
  }

  isLiquidatable(position: SimulatedPosition, second: number): boolean {
    const { left, needed } = this.solvency(position, second);
    return compare(left, needed) <= 0;
  }

  solvency(position: SimulatedPosition, second: number): Solvency {
    if (position.openType === 'cross') return this.crossSolvency(this.accounts.settleCoin(position.symbol), second);
    return { left: add(position.margin, this.accounts.unrealised(position, second)), needed: this.needed(position, second) };
  }

  /** Equity without isolated margins, their results and order margin, against the needs of all cross positions. */
  crossSolvency(currency: string, second: number): Solvency {
    let left = this.crossBase(currency);
    let needed: DecimalText = '0';
    for (const position of this.crossPositions(currency)) {
      left = add(left, this.accounts.unrealised(position, second));
      needed = add(needed, this.needed(position, second));
    }
    return { left, needed };
  }

  /** What the currency has for its cross positions, before their results. */
  crossBase(currency: string): DecimalText {
    const isolated = this.accounts.held(currency).filter(({ openType }) => openType === 'isolated');
    const rest = subtract(this.accounts.wallet(currency), this.accounts.frozen(currency));
    return isolated.reduce<DecimalText>((sum, { margin }) => subtract(sum, margin), rest);
  }

  crossPositions(currency: string): readonly SimulatedPosition[] {
    return this.accounts.held(currency).filter(({ openType }) => openType === 'cross');
  }

  /** Maintenance and liquidation fee, settle coin. */
  needed(position: SimulatedPosition, second: number): DecimalText {
    const listing = this.listing(position.symbol);
    return neededMargin(listing.contract, this.holding(position), listing.fairPrice(second));
  }

  /** What of the currency stands behind this one cross position, the others as they are now. */
  private crossMargin(position: SimulatedPosition, second: number): DecimalText {
    const currency = this.accounts.settleCoin(position.symbol);
    return this.crossPositions(currency)
      .filter((other) => other !== position)
      .reduce<DecimalText>(
        (sum, other) => add(sum, subtract(this.accounts.unrealised(other, second), this.needed(other, second))),
        this.crossBase(currency),
      );
  }

  private listing(symbol: string): Listing {
    return this.listings.get(symbol) as Listing;
  }
}
