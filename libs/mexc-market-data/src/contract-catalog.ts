import { type Clock, type Instrument, type InstrumentSource, SystemClock, UnknownSymbolError } from '@prate/execution-interface';
import type { WireContract } from '@prate/mexc-protocol';
import { UnreadableContractError } from './errors';
import { instrumentFromWire } from './from-wire';

export interface ContractCatalogOptions {
  readonly list: () => Promise<readonly WireContract[]>;
  readonly clock?: Clock;
  /** How long one answer is used, ms; an hour by default. */
  readonly maxAgeMs?: number;
}

interface Catalog {
  readonly atMs: number;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly unreadable: ReadonlyMap<string, UnreadableContractError>;
}

/** The venue's contract list, asked once an age and once for all who ask at the same time: it is about 2 MB (reference 4.2). */
export class ContractCatalog implements InstrumentSource {
  private readonly clock: Clock;
  private readonly maxAgeMs: number;
  private catalog?: Catalog;
  private underWay?: Promise<Catalog>;

  constructor(private readonly options: ContractCatalogOptions) {
    this.clock = options.clock ?? new SystemClock();
    this.maxAgeMs = options.maxAgeMs ?? 3_600_000;
    if (!(this.maxAgeMs >= 0)) throw new RangeError(`instrumentsMaxAgeMs: found ${this.maxAgeMs}, expected at least 0 ms`);
  }

  /**
   * @throws {UnknownSymbolError} naming some known symbols
   * @throws {UnreadableContractError} when the venue lists it in words that no table knows
   * @throws {MexcError} when the list cannot be read
   */
  async getInstrument(symbol: string): Promise<Instrument> {
    const { instruments, unreadable } = await this.read();
    const instrument = instruments.get(symbol);
    if (instrument !== undefined) return instrument;
    throw unreadable.get(symbol) ?? new UnknownSymbolError(symbol, [...instruments.keys()]);
  }

  /** Every contract that can be read. One that cannot is left out here, and says why when asked for by name. */
  async getInstruments(): Promise<readonly Instrument[]> {
    return [...(await this.read()).instruments.values()];
  }

  private async read(): Promise<Catalog> {
    const { catalog } = this;
    const age = catalog === undefined ? undefined : this.clock.nowMs() - catalog.atMs;
    // A clock set back makes an age negative, which is no age.
    if (catalog !== undefined && age !== undefined && age >= 0 && age < this.maxAgeMs) return catalog;
    this.underWay ??= this.load().finally(() => {
      this.underWay = undefined;
    });
    return this.underWay;
  }

  private async load(): Promise<Catalog> {
    const contracts = await this.options.list();
    const instruments = new Map<string, Instrument>();
    const unreadable = new Map<string, UnreadableContractError>();
    for (const contract of contracts) {
      try {
        instruments.set(contract.symbol, instrumentFromWire(contract));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        unreadable.set(contract.symbol, new UnreadableContractError(contract.symbol, error));
      }
    }
    this.catalog = { atMs: this.clock.nowMs(), instruments, unreadable };
    return this.catalog;
  }
}
