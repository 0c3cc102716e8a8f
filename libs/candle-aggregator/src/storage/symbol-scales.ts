import { CandleInputError } from '../errors';
import type { ObservedMinute } from '../observed-minute';
import { scaleOfObserved } from '../observed-minute';
import type { MinuteWrite } from '../plan-minute-writes';
import { powerOfTen } from '../scaled-number';
import { type ValueScale, fitsScale, neededScale, notRepresentable } from '../seconds-scale';
import type { SeriesName } from '../series-name';
import type { Statement } from './data-sources';

/** A row of `market_symbol`. */
export interface SymbolScale extends ValueScale {
  readonly id: number;
  /** Empty where no instrument was named. */
  readonly contractSize: string;
}

/** What a symbol row must be able to hold. */
export interface ScaleNeed {
  readonly openTimeS: number;
  readonly contractSize: string;
  /** The coarsest scales that will do. */
  readonly needed: ValueScale;
  fits(scale: ValueScale): boolean;
  notRepresentable(): Error;
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
    private readonly series: SeriesName,
    private readonly statement: Statement,
    /** Newest first. */
    private readonly known: SymbolScale[],
  ) {}

  static async load(symbol: string, series: SeriesName, statement: Statement): Promise<SymbolScales> {
    const rows = await statement<SymbolRow>(
      'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 AND series = ?2 ORDER BY id DESC',
      [symbol, series],
    );
    return new SymbolScales(symbol, series, statement, rows.map(toSymbolScale));
  }

  /** All rows of the symbol and series, newest first. */
  get rows(): readonly SymbolScale[] {
    return this.known;
  }

  /** The row for what a minute's seconds need. `wish`: scales that its neighbours need, taken where they fit, so that few rows are opened. */
  async rowFor(need: ScaleNeed, wish: ValueScale): Promise<SymbolScale> {
    const { contractSize } = need;
    const ofSize = this.known.filter((scale) => scale.contractSize === contractSize);
    const fitting = ofSize.find((scale) => need.fits(scale));
    if (fitting !== undefined) return fitting;
    const { needed } = need;
    const candidates = [finest(finest(needed, wish), ofSize[0]), finest(needed, ofSize[0]), finest(needed, wish), needed];
    const chosen = candidates.find((scale) => need.fits(scale));
    if (chosen === undefined) throw need.notRepresentable();
    return await this.open(chosen, contractSize, need.openTimeS);
  }

  private async open({ priceScale, volumeScale }: ValueScale, contractSize: string, sinceS: number): Promise<SymbolScale> {
    await this.statement(
      'INSERT INTO market_symbol (symbol, series, price_scale, volume_scale, contract_size, since) VALUES (?1, ?2, ?3, ?4, ?5, ?6)',
      [...[this.symbol, this.series, priceScale, volumeScale, contractSize, sinceS]],
    );
    const [row] = await this.statement<SymbolRow>(
      'SELECT id, price_scale, volume_scale, contract_size FROM market_symbol WHERE symbol = ?1 AND series = ?2 ORDER BY id DESC LIMIT 1',
      [this.symbol, this.series],
    );
    const opened = toSymbolScale(row as SymbolRow);
    this.known.unshift(opened);
    return opened;
  }
}

/** A minute with its seconds, and the close before it. */
export function needOfWrite({ minute, previousClose, settlement }: MinuteWrite): ScaleNeed {
  const contractSize = minute.contractSize ?? '';
  const own = neededScale(minute, previousClose);
  const needed = settlement === undefined ? own : finest(own, settlement.seconds.scale);
  const fits = (scale: ValueScale): boolean =>
    fitsScale(minute, previousClose, scale) && scale.priceScale >= needed.priceScale && scale.volumeScale >= needed.volumeScale;
  return {
    openTimeS: minute.openTimeS,
    contractSize,
    needed,
    fits,
    notRepresentable: () => notRepresentable(minute, previousClose),
  };
}

/** Observed seconds whose minute is not final. */
export function needOfObserved({ openTimeS, seconds }: ObservedMinute): ScaleNeed {
  const needed = scaleOfObserved(seconds);
  const isSafe = (value: number, from: number, to: number): boolean => value * powerOfTen(to - from) <= Number.MAX_SAFE_INTEGER;
  return {
    openTimeS,
    contractSize: needed.contractSize ?? '',
    needed,
    fits: ({ priceScale, volumeScale }) =>
      priceScale >= needed.priceScale &&
      volumeScale >= needed.volumeScale &&
      seconds.every(
        ({ high, priceGrid, volume, volumeGrid }) =>
          isSafe(high, priceGrid.scale, priceScale) && isSafe(volume, volumeGrid.scale, volumeScale),
      ),
    notRepresentable: () =>
      new CandleInputError('putSeconds', [
        {
          code: 'precision',
          found: `seconds of minute ${openTimeS * 1000} on price scale ${needed.priceScale} and volume scale ${needed.volumeScale}`,
          expected: 'prices and volumes that are whole numbers below 2^53 of one decimal step each',
        },
      ]),
  };
}

export function finest(a: ValueScale, b: ValueScale | undefined): ValueScale {
  if (b === undefined) return a;
  return { priceScale: Math.max(a.priceScale, b.priceScale), volumeScale: Math.max(a.volumeScale, b.volumeScale) };
}

function toSymbolScale(row: SymbolRow): SymbolScale {
  return { id: row.id, priceScale: row.price_scale, volumeScale: row.volume_scale, contractSize: row.contract_size };
}
