import { type DecimalText, add, isNegative, minimum, negate, subtract } from '@prate/execution-interface/decimal';
import type { Listing } from './listing';
import { grossProfit } from './margin';
import type { Orders } from './orders';
import type { Positions, SimulatedPosition } from './positions';

/**
 * One currency of the account (reference 9.6), exactly: available + frozen + position margin + cross loss = wallet, and wallet +
 * unrealised = equity.
 */
export interface SimulatedBalance {
  readonly available: DecimalText;
  readonly frozen: DecimalText;
  readonly positionMargin: DecimalText;
  /** What the cross positions together have lost and not realised, 0 or more: it is not free. */
  readonly crossLoss: DecimalText;
  readonly unrealised: DecimalText;
  readonly equity: DecimalText;
}

/** Wallets by currency: deposits plus realised profit, fees and funding. Everything else is read from orders and positions. */
export class Accounts {
  private readonly wallets: Map<string, DecimalText>;
  private readonly symbolsOf = new Map<string, string[]>();

  constructor(
    balances: Readonly<Record<string, DecimalText>>,
    private readonly listings: ReadonlyMap<string, Listing>,
    private readonly orders: Orders,
    private readonly positions: Positions,
  ) {
    this.wallets = new Map(Object.entries(balances));
    for (const { contract } of listings.values()) {
      const { symbol, settleCoin } = contract;
      if (!this.wallets.has(settleCoin)) this.wallets.set(settleCoin, '0');
      const symbols = this.symbolsOf.get(settleCoin) ?? [];
      symbols.push(symbol);
      this.symbolsOf.set(settleCoin, symbols);
    }
  }

  currencies(): readonly string[] {
    return [...this.wallets.keys()];
  }

  /** Books an amount: profit minus fee, funding, or a transfer. */
  book(currency: string, amount: DecimalText): void {
    this.wallets.set(currency, add(this.wallet(currency), amount));
  }

  wallet(currency: string): DecimalText {
    return this.wallets.get(currency) ?? '0';
  }

  balance(currency: string, second: number): SimulatedBalance {
    const wallet = this.wallet(currency);
    const frozen = this.frozen(currency);
    let positionMargin: DecimalText = '0';
    let unrealised: DecimalText = '0';
    let crossProfit: DecimalText = '0';
    for (const position of this.held(currency)) {
      const profit = this.unrealised(position, second);
      positionMargin = add(positionMargin, position.margin);
      unrealised = add(unrealised, profit);
      if (position.openType === 'cross') crossProfit = add(crossProfit, profit);
    }
    const crossLoss = negate(minimum(0, crossProfit));
    const available = subtract(subtract(subtract(wallet, positionMargin), frozen), crossLoss);
    return { available, frozen, positionMargin, crossLoss, unrealised, equity: add(wallet, unrealised) };
  }

  /** The free part of a balance alone. */
  available(currency: string, second: number): DecimalText {
    let margins: DecimalText = '0';
    let crossProfit: DecimalText = '0';
    for (const position of this.held(currency)) {
      margins = add(margins, position.margin);
      if (position.openType === 'cross') crossProfit = add(crossProfit, this.unrealised(position, second));
    }
    const wallet = this.wallet(currency);
    const frozen = this.frozen(currency);
    const unpledged = margins === '0' ? wallet : subtract(wallet, margins);
    const free = frozen === '0' ? unpledged : subtract(unpledged, frozen);
    return crossProfit !== '0' && isNegative(crossProfit) ? add(free, crossProfit) : free;
  }

  /** Profit of an open position at the fair price, settle coin. */
  unrealised({ symbol, side, holdVol: vol, holdAvgPrice: entryPrice }: SimulatedPosition, second: number): DecimalText {
    const listing = this.listing(symbol);
    return grossProfit(listing.contract, { side, vol, entryPrice, price: listing.fairPrice(second) });
  }

  /** Open positions that are settled in a currency. */
  held(currency: string): readonly SimulatedPosition[] {
    return this.positions.all().filter(({ state, symbol }) => state === 'holding' && this.settleCoin(symbol) === currency);
  }

  /** Margin of the working orders in a currency. */
  frozen(currency: string): DecimalText {
    let frozen: DecimalText = '0';
    for (const symbol of this.symbolsOf.get(currency) ?? []) {
      const ofContract = this.orders.frozenMargin(symbol);
      if (ofContract !== '0') frozen = frozen === '0' ? ofContract : add(frozen, ofContract);
    }
    return frozen;
  }

  /** The currency in which a contract is settled. */
  settleCoin(symbol: string): string {
    return this.listing(symbol).contract.settleCoin;
  }

  private listing(symbol: string): Listing {
    return this.listings.get(symbol) as Listing;
  }
}
