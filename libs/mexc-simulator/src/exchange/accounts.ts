import { type DecimalText, add, subtract } from '@prate/execution-interface/decimal';
import type { Listing } from './listing';
import { grossProfit } from './margin';
import { frozenMargin } from './order';
import type { Orders } from './orders';
import type { Positions } from './positions';

/** One currency of the account, reference 9.6: available + frozen + position margin + unrealised = equity, exactly. */
export interface SimulatedBalance {
  readonly available: DecimalText;
  readonly frozen: DecimalText;
  readonly positionMargin: DecimalText;
  readonly unrealised: DecimalText;
  readonly equity: DecimalText;
}

/** Wallets by currency: deposits plus realised profit minus fees. Everything else is read from orders and positions. */
export class Accounts {
  private readonly wallets: Map<string, DecimalText>;

  constructor(
    balances: Readonly<Record<string, DecimalText>>,
    private readonly listings: ReadonlyMap<string, Listing>,
    private readonly orders: Orders,
    private readonly positions: Positions,
  ) {
    this.wallets = new Map(Object.entries(balances));
    for (const { contract } of listings.values()) {
      if (!this.wallets.has(contract.settleCoin)) this.wallets.set(contract.settleCoin, '0');
    }
  }

  currencies(): readonly string[] {
    return [...this.wallets.keys()];
  }

  /** Books a realised amount: profit minus fee. */
  book(currency: string, amount: DecimalText): void {
    this.wallets.set(currency, add(this.wallets.get(currency) ?? '0', amount));
  }

  balance(currency: string, second: number): SimulatedBalance {
    const wallet = this.wallets.get(currency) ?? '0';
    let frozen: DecimalText = '0';
    let positionMargin: DecimalText = '0';
    let unrealised: DecimalText = '0';
    for (const order of this.orders.working()) {
      if (this.settleCoin(order.symbol) === currency) frozen = add(frozen, frozenMargin(order));
    }
    for (const position of this.positions.all()) {
      if (this.settleCoin(position.symbol) !== currency) continue;
      const { contract } = this.listing(position.symbol);
      const { side, holdVol: vol, holdAvgPrice: entryPrice } = position;
      positionMargin = add(positionMargin, position.margin);
      const price = this.listing(position.symbol).fairPrice(second);
      unrealised = add(unrealised, grossProfit(contract, { side, vol, entryPrice, price }));
    }
    const available = subtract(subtract(wallet, positionMargin), frozen);
    return { available, frozen, positionMargin, unrealised, equity: add(wallet, unrealised) };
  }

  /** The currency in which a contract is settled. */
  settleCoin(symbol: string): string {
    return this.listing(symbol).contract.settleCoin;
  }

  private listing(symbol: string): Listing {
    return this.listings.get(symbol) as Listing;
  }
}
