import { add, compare, isPositive, subtract } from '@prate/execution-interface/decimal';
import type { OpenTypeWord, PositionTypeWord } from '@prate/mexc-protocol';
import type { Accounts } from './accounts';
import { checkLeverage } from './contract-rules';
import type { ExchangeListener } from './exchange-event';
import type { Listing } from './listing';
import { holdingMargin, neededMargin } from './margin';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';
import { Refusal } from './refusal';
import { checkTierLeverage } from './risk-limits';
import { maxVolOf, tierByLeverage, tierBySize } from './risk-tiers';

const DEFAULT_LEVERAGE = 20;

export interface LeverageSetting {
  readonly side: PositionTypeWord;
  readonly openType: OpenTypeWord;
  readonly leverage: number;
}

/** Leverage and margin mode by contract and side: an open position's own, otherwise what was configured. */
export class Leverages {
  private readonly configured = new Map<string, LeverageSetting>();

  constructor(
    private readonly orders: Orders,
    private readonly positions: Positions,
    private readonly accounts: Accounts,
    private readonly tell: ExchangeListener,
  ) {}

  settings(listing: Listing): readonly LeverageSetting[] {
    return (['long', 'short'] as const).map((side) => this.setting(listing, side));
  }

  /**
   * @throws {Refusal} 2006 bounds, or the held position would be liquidated at once, 2019 working opening orders, 2027 other margin mode held,
   * 2025 more held than the new leverage allows, 2005 too little free balance
   */
  change(listing: Listing, wanted: LeverageSetting, second: number): void {
    const { symbol } = listing.contract;
    checkLeverage(listing, wanted.leverage);
    checkTierLeverage(listing, wanted.leverage);
    const opening = this.orders.opening(symbol, wanted.side);
    if (opening.length > 0)
      throw new Refusal(2019, `${symbol} ${wanted.side}: found ${opening.length} active opening orders, expected none`);
    const position = this.positions.find(symbol, wanted.side);
    if (position !== undefined) {
      if (position.openType !== wanted.openType) {
        throw new Refusal(2027, `openType: found ${wanted.openType}, while the ${wanted.side} position is ${position.openType}`);
      }
      this.changeHeld(listing, position, wanted.leverage, second);
    }
    this.configured.set(`${symbol}/${wanted.side}`, wanted);
  }

  setting({ contract }: Listing, side: PositionTypeWord): LeverageSetting {
    const position = this.positions.find(contract.symbol, side);
    if (position !== undefined) return { side, openType: position.openType, leverage: position.leverage };
    const fallback = { side, openType: 'isolated', leverage: Math.min(DEFAULT_LEVERAGE, contract.maxLeverage) } as const;
    return this.configured.get(`${contract.symbol}/${side}`) ?? fallback;
  }

  private changeHeld(listing: Listing, position: SimulatedPosition, leverage: number, second: number): void {
    const { contract } = listing;
    const { side, holdVol: vol, holdAvgPrice: entryPrice } = position;
    const fairPrice = listing.fairPrice(second);
    const most = maxVolOf(contract, tierByLeverage(contract, leverage), fairPrice);
    if (compare(vol, most) > 0) {
      throw new Refusal(2025, `leverage of ${contract.symbol}: found ${vol} contracts held, expected at most ${most} at ${leverage}x`);
    }
    const margin = holdingMargin(contract, vol, entryPrice, leverage);
    const more = subtract(margin, position.margin);
    const needed = neededMargin(contract, { side, vol, entryPrice, mmr: tierBySize(contract, vol, entryPrice).mmr }, fairPrice);
    const left = add(margin, this.accounts.unrealised(position, second));
    if (position.openType === 'isolated' && compare(left, needed) <= 0) {
      throw new Refusal(2006, `leverage of ${contract.symbol}: at ${leverage}x the ${side} position would be liquidated at once`);
    }
    const available = this.accounts.available(contract.settleCoin, second);
    if (isPositive(more) && compare(more, available) > 0) {
      throw new Refusal(2005, `insufficient balance: ${more} ${contract.settleCoin} more margin needed, ${available} available`);
    }
    position.margin = margin;
    position.originalMargin = margin;
    position.leverage = leverage;
    position.version += 1;
    this.tell({ kind: 'position', position });
    this.tell({ kind: 'asset', currency: contract.settleCoin });
  }
}
