import type { StoredMinute } from '../minute';
import type { ScaledPrice } from '../scaled-number';
import { type ValueScale, fitsScale, neededScale, notRepresentable } from '../seconds-scale';
import type { Statement } from './data-sources';

/** A row of `market_symbol`. */
export interface SymbolScale extends ValueScale {
  readonly id: number;
  /** Empty where no instrument was named. */
  readonly contractSize: string;
}

interface SymbolRow {
  readonly id: number;
  readonly price_scale: number;
  readonly volume_scale: number;
  readonly contract_size: string;
}

/**
 * The scales one symbol's candles stand on. A minute goes to the newest row that holds it exactly; where none does, a finer row is opened and
 * nothing that is stored moves. Readers join all rows of a symbol.
 */
export class SymbolScales {
  private constructor(
    private readonly symbol: string,
    private readonly statement: Statement,
    /** Newest first. */
    private readonly known: SymbolScale[],
  ) {}

  static async load(symbol: string, statement: Statement): Promise<SymbolScales> {
    const rows = await statement<SymbolRow>(
      'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 ORDER BY id DESC',
      [symbol],
    );
    return new SymbolScales(symbol, statement, rows.map(toSymbolScale));
  }

  /** The row for a minute. `wish`: scales that its neighbours need, taken where they fit, so that few rows are opened. */
  async rowFor(minute: StoredMinute, previousClose: ScaledPrice | undefined, wish: ValueScale): Promise<SymbolScale> {
    const contractSize = minute.contractSize ?? '';
    const ofSize = this.known.filter((scale) => scale.contractSize === contractSize);
    const fitting = ofSize.find((scale) => fitsScale(minute, previousClose, scale));
    if (fitting !== undefined) return fitting;
    const needed = neededScale(minute, previousClose);
    const candidates = [finest(finest(needed, wish), ofSize[0]), finest(needed, ofSize[0]), finest(needed, wish), needed];
    const chosen = candidates.find((scale) => fitsScale(minute, previousClose, scale));
    if (chosen === undefined) throw notRepresentable(minute, previousClose);
    return await this.open(chosen, contractSize, minute.openTimeS);
  }

  private async open({ priceScale, volumeScale }: ValueScale, contractSize: string, sinceS: number): Promise<SymbolScale> {
    await this.statement(
      'INSERT INTO market_symbol (symbol, price_scale, volume_scale, contract_size, since) VALUES (?1, ?2, ?3, ?4, ?5)',
      [...[this.symbol, priceScale, volumeScale, contractSize, sinceS]],
    );
    const [row] = await this.statement<SymbolRow>(
      'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 ORDER BY id DESC LIMIT 1',
      [this.symbol],
    );
    const opened = toSymbolScale(row as SymbolRow);
    this.known.unshift(opened);
    return opened;
  }
}

function finest(a: ValueScale, b: ValueScale | undefined): ValueScale {
  if (b === undefined) return a;
  return { priceScale: Math.max(a.priceScale, b.priceScale), volumeScale: Math.max(a.volumeScale, b.volumeScale) };
}

function toSymbolScale(row: SymbolRow): SymbolScale {
  return { id: row.id, priceScale: row.price_scale, volumeScale: row.volume_scale, contractSize: row.contract_size };
}
