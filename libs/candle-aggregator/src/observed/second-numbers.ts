import type { CandlePrices, DecimalText, MarketTrade } from '@prate/execution-interface';
import { add, decimalPlaces, multiply, toNumber } from '@prate/execution-interface/decimal';
import { CandleFlag } from '../candle-flag';
import { type CandleGrid, type DecimalGrid, type InstrumentGrid, readInstrumentGrid } from '../candle-grid';
import { scaleOf, toScaled } from '../scaled-number';
import type { ObservedSecond } from './observed-second';

/** What seconds need to know of an instrument; an `Instrument` of `@prate/execution-interface` fits as it is. */
export interface ObservedGrid extends CandleGrid {
  /** Says in which currency turnover is; without it none is told. */
  readonly kind?: 'linear' | 'inverse';
}

const NO_UNITS: DecimalGrid = { step: 1, scale: 0 };

/** Prices and sizes of an instrument as whole numbers of its grid; off the grid, of the coarsest decimal grid that holds them. */
export class SecondNumbers {
  private readonly grid: InstrumentGrid;
  private readonly isLinear: boolean;

  /** @throws {CandleInputError} `option`, of a grid that is none */
  constructor(grid: ObservedGrid) {
    this.grid = readInstrumentGrid(grid);
    this.isLinear = grid.kind === 'linear';
  }

  /** @param trades first to last, at least one */
  ofTrades(openTimeS: number, trades: readonly MarketTrade[]): ObservedSecond {
    const prices = trades.map(({ price }) => toNumber(price));
    const volumes = trades.map(({ contracts }) => this.volumeOf(contracts));
    const turnover = this.isLinear
      ? trades.reduce<DecimalText>((sum, { price }, index) => add(sum, multiply(price, volumes[index] as DecimalText)), '0')
      : undefined;
    const bounds = {
      open: prices[0] as number,
      high: prices.reduce((a, b) => Math.max(a, b)),
      low: prices.reduce((a, b) => Math.min(a, b)),
      close: prices.at(-1) as number,
    };
    return this.second(openTimeS, {
      prices: bounds,
      volume: volumes.reduce<DecimalText>((sum, each) => add(sum, each), '0'),
      turnover,
      flags: 0,
    });
  }

  ofPushes(
    openTimeS: number,
    { contracts, turnover, ...prices }: CandlePrices & { contracts: DecimalText; turnover: DecimalText },
  ): ObservedSecond {
    return this.second(openTimeS, { prices, volume: this.volumeOf(contracts), turnover, flags: CandleFlag.ByPushes });
  }

  /** A covered second without a trade: flat at the close before it. */
  ofNothing(openTimeS: number, { close, priceGrid }: Pick<ObservedSecond, 'close' | 'priceGrid'>, flags: number): ObservedSecond {
    const { contractSize, volume = NO_UNITS } = this.grid;
    const flat = { open: close, high: close, low: close, close, priceGrid };
    return { openTimeS, ...flat, volume: 0, volumeGrid: volume, ...(contractSize === undefined ? {} : { contractSize }), flags };
  }

  /** A price alone. */
  ofPrice(price: number): Pick<ObservedSecond, 'close' | 'priceGrid'> {
    const { close, priceGrid } = this.second(0, {
      prices: { open: price, high: price, low: price, close: price },
      volume: '0',
      turnover: undefined,
      flags: 0,
    });
    return { close, priceGrid };
  }

  private volumeOf(contracts: DecimalText): DecimalText {
    return this.grid.contractSize === undefined ? contracts : multiply(contracts, this.grid.contractSize);
  }

  private second(
    openTimeS: number,
    { prices, volume, turnover, flags }: { prices: CandlePrices; volume: DecimalText; turnover: DecimalText | undefined; flags: number },
  ): ObservedSecond {
    const { contractSize } = this.grid;
    const values = [prices.open, prices.high, prices.low, prices.close];
    const isOnTick = values.every((price) => isOn(price, this.grid.price));
    const priceGrid = isOnTick ? this.grid.price : { step: 1, scale: Math.max(...values.map((price) => scaleOf(price) ?? 12)) };
    const volumeGrid =
      this.grid.volume !== undefined && isOn(toNumber(volume), this.grid.volume)
        ? this.grid.volume
        : { step: 1, scale: decimalPlaces(volume) };
    const whole = (value: number, { scale }: DecimalGrid, what: string): number => {
      const scaled = toScaled(value, scale);
      if (scaled === undefined)
        throw new RangeError(`second ${openTimeS}: ${what}: found ${value}, expected fewer than 2^53 steps of 10^-${scale}`);
      return scaled;
    };
    return {
      openTimeS,
      open: whole(prices.open, priceGrid, 'open'),
      high: whole(prices.high, priceGrid, 'high'),
      low: whole(prices.low, priceGrid, 'low'),
      close: whole(prices.close, priceGrid, 'close'),
      priceGrid,
      volume: whole(toNumber(volume), volumeGrid, 'volume'),
      volumeGrid,
      ...(contractSize === undefined ? {} : { contractSize }),
      ...(turnover === undefined ? {} : { turnover }),
      flags: flags | (isOnTick && (this.grid.volume === undefined || volumeGrid === this.grid.volume) ? 0 : CandleFlag.OffGrid),
    };
  }
}

function isOn(value: number, { step, scale }: DecimalGrid): boolean {
  const scaled = toScaled(value, scale);
  return scaled !== undefined && scaled % step === 0;
}
