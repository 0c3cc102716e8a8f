import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@prate/execution-interface';
import { Environment } from '../environment';
import { PublicMarketData } from '../modes/public-market-data';

const LIST_AGE_MS = 3_600_000;

/** Whose candles are recorded: the contracts that were named, or all that the exchange lists as open for trading. */
@Injectable()
export class FollowedSymbols {
  private listed: { readonly symbols: readonly string[]; readonly atMs: number } | undefined;

  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(PublicMarketData) private readonly marketData: PublicMarketData,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What is known at this moment, without asking anybody. */
  get known(): readonly string[] {
    const { symbols } = this.environment;
    return symbols === 'all' ? (this.listed?.symbols ?? []) : symbols;
  }

  /** A list that cannot be read again serves on; only the first one has to come. Rejects as `getInstruments` does. */
  async current(): Promise<readonly string[]> {
    if (this.environment.symbols !== 'all') return this.environment.symbols;
    const nowMs = this.clock.nowMs();
    if (this.listed !== undefined && nowMs - this.listed.atMs < LIST_AGE_MS) return this.listed.symbols;
    try {
      const instruments = await this.marketData.getInstruments();
      const symbols = instruments.filter(({ state }) => state === 'enabled').map(({ symbol }) => symbol);
      this.listed = { symbols, atMs: nowMs };
      return symbols;
    } catch (error) {
      if (this.listed === undefined) throw error;
      return this.listed.symbols;
    }
  }
}
