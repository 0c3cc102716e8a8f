import { Inject, Injectable } from '@nestjs/common';
import { MarketDataInterface } from '@prate/execution-interface';
import { Environment } from '../environment';

/** Which contracts there are: what is recorded here is known, of the rest the exchange's list says. */
@Injectable()
export class KnownSymbols {
  constructor(
    @Inject(Environment) private readonly environment: Environment,
    @Inject(MarketDataInterface) private readonly marketData: MarketDataInterface,
  ) {}

  /** @throws {UnknownSymbolError} when nobody lists it, and what the list throws when it cannot be read */
  async check(symbol: string): Promise<void> {
    const { symbols } = this.environment;
    if (symbols === 'all' || !symbols.includes(symbol)) await this.marketData.getInstrument(symbol);
  }
}
