import {
  type Clock,
  type Instrument,
  type InstrumentChange,
  type InstrumentSource,
  SystemClock,
  UnknownSymbolError,
} from '@prate/execution-interface';
import type { WireContract, WirePushContract } from '@prate/mexc-protocol';
import { withPush } from './contract-push';
import { ContractListEmptyError, UnreadableContractError } from './errors';
import { instrumentFromWire } from './from-wire/instrument-from-wire';

export interface ContractCatalogOptions {
  readonly list: () => Promise<readonly WireContract[]>;
  readonly clock?: Clock;
  /** How long one answer is used, ms; an hour by default. */
  readonly maxAgeMs?: number;
  /** Told of each contract that is not as it was, after the list is as told. */
  readonly onChange?: (change: InstrumentChange) => void;
}

interface Catalog {
  readonly atMs: number;
  readonly rows: Map<string, WireContract>;
  readonly instruments: Map<string, Instrument>;
  readonly unreadable: Map<string, UnreadableContractError>;
}

/** The venue's contract list, asked once an age and once for all who ask at the same time: it is about 2 MB (reference 4.2). */
export class ContractCatalog implements InstrumentSource {
  readonly maxAgeMs: number;
  private readonly clock: Clock;
  private catalog?: Catalog;
  private underWay?: Promise<Catalog>;
  /** Came while the list was on its way, which may be from before them. */
  private meanwhile: WirePushContract[] = [];

  constructor(private readonly options: ContractCatalogOptions) {
    this.clock = options.clock ?? new SystemClock();
    this.maxAgeMs = options.maxAgeMs ?? 3_600_000;
    if (!(this.maxAgeMs >= 0)) throw new RangeError(`instrumentsMaxAgeMs: found ${this.maxAgeMs}, expected at least 0 ms`);
  }

  /**
   * @throws {UnknownSymbolError} naming some known symbols
   * @throws {UnreadableContractError} when the venue lists it in words that no table knows
   * @throws {MexcError | ContractListEmptyError} when the list cannot be read
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

  /** Reads the list again, however young the last answer is, and not before one that is on its way has come. @throws {MexcError} */
  async refresh(): Promise<void> {
    await this.underWay?.catch(() => undefined);
    await this.load();
  }

  /**
   * What the venue told of one contract is true from now on. Answers false for a contract that the list does not have: a push may name some
   * fields only, so it has to be read.
   */
  apply(push: WirePushContract): boolean {
    if (this.underWay !== undefined) this.meanwhile.push(push);
    const { catalog } = this;
    const row = catalog?.rows.get(push.symbol);
    if (catalog === undefined || row === undefined) return false;
    const before = catalog.instruments.get(push.symbol);
    put(catalog, withPush(row, push));
    this.tell(push.symbol, before, catalog.instruments.get(push.symbol));
    return true;
  }

  private async read(): Promise<Catalog> {
    const { catalog } = this;
    const age = catalog === undefined ? undefined : this.clock.nowMs() - catalog.atMs;
    // A clock set back makes an age negative, which is no age.
    if (catalog !== undefined && age !== undefined && age >= 0 && age < this.maxAgeMs) return catalog;
    return this.load();
  }

  /** One request for all who ask at once. */
  private load(): Promise<Catalog> {
    this.underWay ??= this.ask().finally(() => {
      this.underWay = undefined;
      this.meanwhile = [];
    });
    return this.underWay;
  }

  private async ask(): Promise<Catalog> {
    const contracts = await this.options.list();
    if (contracts.length === 0) throw new ContractListEmptyError();
    const next: Catalog = { atMs: this.clock.nowMs(), rows: new Map(), instruments: new Map(), unreadable: new Map() };
    for (const contract of contracts) put(next, contract);
    for (const push of this.meanwhile) {
      const row = next.rows.get(push.symbol);
      if (row !== undefined) put(next, withPush(row, push));
    }
    const last = this.catalog;
    this.catalog = next;
    if (last !== undefined) this.tellDifferences(last.instruments, next.instruments);
    return next;
  }

  private tellDifferences(last: ReadonlyMap<string, Instrument>, next: ReadonlyMap<string, Instrument>): void {
    if (this.options.onChange === undefined) return;
    for (const [symbol, instrument] of last) this.tell(symbol, instrument, next.get(symbol));
    for (const [symbol, instrument] of next) if (!last.has(symbol)) this.tell(symbol, undefined, instrument);
  }

  private tell(symbol: string, before: Instrument | undefined, now: Instrument | undefined): void {
    const instrument = now ?? before;
    if (instrument === undefined || JSON.stringify(before) === JSON.stringify(now)) return;
    const kind = before === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    this.options.onChange?.({ kind, symbol, instrument });
  }
}

function put({ rows, instruments, unreadable }: Catalog, contract: WireContract): void {
  const { symbol } = contract;
  rows.set(symbol, contract);
  try {
    instruments.set(symbol, instrumentFromWire(contract));
    unreadable.delete(symbol);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    instruments.delete(symbol);
    unreadable.set(symbol, new UnreadableContractError(symbol, error));
  }
}
