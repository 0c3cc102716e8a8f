import { type DecimalText, add, compare, isPositive, isZero, subtract } from '@prate/execution-interface/decimal';
import type { PositionModeWord, PositionTypeWord, RiskSourceWord } from '@prate/mexc-protocol';
import type { RiskTier } from '../simulated-contract';
import { reducedSide } from './account-rules';
import type { ExchangeEvent, ExchangeListener } from './exchange-event';
import type { LeverageSetting } from './leverages';
import type { Listing } from './listing';
import { grossProfit, holdingMargin, neededMargin } from './margin';
import { type OrderRequest, onlyCloses } from './order';
import type { Orders } from './orders';
import type { PositionRisks } from './position-risks';
import type { Positions, SimulatedPosition } from './positions';
import { Refusal } from './refusal';
import { maxVolOf, riskTiers, tierByLeverage, tierBySize } from './risk-tiers';
import { sideMeanings } from './sides';

export interface RiskLimitParts {
  readonly listing: (symbol: string) => Listing;
  readonly orders: Orders;
  readonly positions: Positions;
  readonly risks: PositionRisks;
  readonly setting: (listing: Listing, side: PositionTypeWord) => LeverageSetting;
  readonly tell: ExchangeListener;
}

/** How large positions may become (reference 4.2, 5.4), and the telling of a tier that has changed. */
export class RiskLimits {
  /** Who moves positions at the moment: the system while it liquidates. */
  source: RiskSourceWord = 'other';
  private readonly levels = new Map<string, number>();

  constructor(private readonly parts: RiskLimitParts) {}

  /**
   * What the tiers and the liquidation price demand of a new order; a one-way order nets against the opposite position first.
   *
   * @throws {Refusal} 2006 for a leverage no tier allows, 2031 when position, working orders and it are too many contracts together,
   * 2032 or 2033 for a closing beyond the liquidation price
   */
  check(
    request: OrderRequest,
    listing: Listing,
    { positionMode, nowSecond }: { readonly positionMode: PositionModeWord; readonly nowSecond: number },
  ): void {
    const { symbol, side, vol } = request;
    const reduced = reducedSide(side);
    if (onlyCloses(request)) return this.checkClosing(request, reduced, nowSecond);
    const opens = positionMode === 'one-way' ? subtract(vol, this.held(symbol, reduced)) : vol;
    if (!isPositive(opens)) return;
    this.checkOpening(listing, { side: sideMeanings[side].position, vol: opens, leverage: request.leverage as number }, nowSecond);
  }

  private checkOpening(
    listing: Listing,
    opening: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly leverage: number },
    second: number,
  ): void {
    const { contract } = listing;
    checkTierLeverage(listing, opening.leverage);
    const { side, vol, leverage } = opening;
    const total = add(add(this.held(contract.symbol, side), this.parts.orders.openingVol(contract.symbol, side)), vol);
    const most = this.maxVol(listing, leverage, second);
    if (compare(total, most) > 0) {
      throw new Refusal(
        2031,
        `risk limit of ${contract.symbol} ${side} at ${leverage}x: found ${total} contracts, expected at most ${most}`,
      );
    }
  }

  /** A closing order has no use beyond the price at which its position is liquidated. */
  private checkClosing(
    { symbol, price, type }: Pick<OrderRequest, 'symbol' | 'price' | 'type'>,
    side: PositionTypeWord,
    second: number,
  ): void {
    const position = this.parts.positions.find(symbol, side);
    if (position === undefined || price === undefined || type === 'market') return;
    if (!this.isBeyondLiquidation(position, price, second)) return;
    const [code, word] = side === 'long' ? [2032, 'below'] : [2033, 'above'];
    throw new Refusal(code, `price of ${symbol}: found ${price}, ${word} the liquidation price of the ${side} position`);
  }

  private isBeyondLiquidation(position: SimulatedPosition, price: DecimalText, second: number): boolean {
    if (position.openType !== 'isolated') return false;
    const worse = position.side === 'long' ? -1 : 1;
    if (compare(price, position.holdAvgPrice) !== worse) return false;
    const liquidation = this.parts.risks.liquidationPrice(position, second);
    return !isZero(liquidation) && compare(price, liquidation) === worse;
  }

  /** Whether a fill would make a position larger than its leverage allows: limits change while orders stand. */
  isExceededBy(
    listing: Listing,
    fill: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly leverage: number },
    second: number,
  ): boolean {
    const held = this.held(listing.contract.symbol, fill.side);
    return compare(add(held, fill.vol), this.maxVol(listing, fill.leverage, second)) > 0;
  }

  /** Whether what a taker opens with a margin of its own would be liquidated at once (order reason 6). */
  wouldLiquidate(
    listing: Listing,
    fill: { readonly side: PositionTypeWord; readonly vol: DecimalText; readonly price: DecimalText; readonly leverage: number },
    second: number,
  ): boolean {
    const { contract } = listing;
    const { side, vol, price: entryPrice, leverage } = fill;
    const fairPrice = listing.fairPrice(second);
    if (compare(fairPrice, entryPrice) === (side === 'long' ? 1 : -1)) return false;
    const margin = holdingMargin(contract, vol, entryPrice, leverage);
    const { mmr } = tierBySize(contract, vol, entryPrice);
    const left = add(margin, grossProfit(contract, { side, vol, entryPrice, price: fairPrice }));
    return compare(left, neededMargin(contract, { side, vol, entryPrice, mmr }, fairPrice)) <= 0;
  }

  /** Most contracts that one side may hold at a leverage, a limit by value converted at the fair price. */
  private maxVol(listing: Listing, leverage: number, second: number): DecimalText {
    const tier = tierByLeverage(listing.contract, leverage);
    return listing.contract.riskLimit?.type === 'BY_VALUE' ? maxVolOf(listing.contract, tier, listing.fairPrice(second)) : tier.maxVol;
  }

  /** The tier that liquidation goes by: the lower one of what the leverage reaches and what the size needs. */
  present(listing: Listing, { side, leverage }: LeverageSetting): RiskTier {
    const { contract } = listing;
    const position = this.parts.positions.find(contract.symbol, side);
    const bySize = position === undefined ? (riskTiers(contract)[0] as RiskTier) : this.parts.risks.tier(position);
    const byLeverage = tierByLeverage(contract, leverage);
    return bySize.level < byLeverage.level ? bySize : byLeverage;
  }

  /** The rate margins are computed with. */
  currentMmr(listing: Listing, side: PositionTypeWord): DecimalText {
    const position = this.parts.positions.find(listing.contract.symbol, side);
    return position === undefined ? tierBySize(listing.contract, '0', '1').mmr : this.parts.risks.tier(position).mmr;
  }

  /** Tells the level of a side when it is another than before. */
  follow(event: ExchangeEvent): void {
    if (event.kind !== 'position') return;
    const { symbol, side, state } = event.position;
    const listing = this.parts.listing(symbol);
    const key = `${symbol}/${side}`;
    const setting = this.parts.setting(listing, side);
    const level = state === 'holding' ? this.present(listing, setting).level : 1;
    const before = this.levels.get(key) ?? 1;
    this.levels.set(key, level);
    if (level !== before) this.parts.tell({ kind: 'risk-limit', symbol, setting, source: this.source });
  }

  private held(symbol: string, side: PositionTypeWord): DecimalText {
    const position: SimulatedPosition | undefined = this.parts.positions.find(symbol, side);
    return position?.holdVol ?? '0';
  }
}

/** @throws {Refusal} 2006 */
export function checkTierLeverage({ contract }: Listing, leverage: number): void {
  const most = (riskTiers(contract)[0] as RiskTier).maxLeverage;
  if (leverage > most)
    throw new Refusal(2006, `leverage of ${contract.symbol}: found ${leverage}, expected at most ${most} in its lowest risk tier`);
}
