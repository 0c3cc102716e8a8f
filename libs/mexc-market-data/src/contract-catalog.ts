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

const RETRY_AFTER_MS = 30_000;
const LONGEST_STALE_MS = 86_400_000;

/** The venue's contract list, asked once an age and once for all who ask at the same time: it is about 2 MB (reference 4.2). */
export class ContractCatalog implements InstrumentSource {
  readonly maxAgeMs: number;
  private readonly clock: Clock;
  private catalog?: Catalog;
  private underWay?: Promise<Catalog>;
  /** When an old list could not be read again: it is used a little longer before that is tried once more. */
  private failedAtMs = Number.NEGATIVE_INFINITY;
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
   * @throws {MexcError | ContractListEmptyError} when the list cannot be read, and was not in a day
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

  /** When the list that answers was read; undefined before the first. */
  get readAtMs(): number | undefined {
    return this.catalog?.atMs;
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
    if (catalog === undefined) return this.load();
    const nowMs = this.clock.nowMs();
    // A clock set back makes an age negative, which is no age.
    const isWithin = (sinceMs: number, limitMs: number) => nowMs >= sinceMs && nowMs - sinceMs < limitMs;
    if (isWithin(catalog.atMs, this.maxAgeMs) || isWithin(this.failedAtMs, RETRY_AFTER_MS)) return catalog;
    try {
      return await this.load();
    } catch (error) {
      // A close has to know its contract when the venue does not answer, too. After a day the list is no base for anything.
      if (!isWithin(catalog.atMs, LONGEST_STALE_MS)) throw error;
      this.failedAtMs = nowMs;
      return catalog;
    }
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
