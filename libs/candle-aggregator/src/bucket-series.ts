/**
 * Buckets in time order, as columns that grow. The form a roll-up writes: no object a bucket. Prices, volume and contracts are the doubles
 * that leave the house; `toAggregatedCandle` makes an object of one row.
 */
export class BucketSeries {
  /** Rows in use; columns are longer. */
  length = 0;
  /** Start, whole seconds since 1970. */
  labelS: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
  /** NaN where the contract size is not known, or changed within the bucket. */
  contracts: Float64Array;
  /** Close of the second just before the bucket; NaN where that second is not known. */
  previousClose: Float64Array;
  /** Sum over the minutes the bucket touches. */
  revision: Float64Array;
  /** Counts of seconds. */
  observed: Uint16Array;
  interpolated: Uint16Array;
  carried: Uint16Array;
  /** Bits of `CandleFlag`. */
  flags: Uint16Array;
  /** Decimal text of each row, where the seconds came with their turnover; undefined where it is not known of all of them. */
  readonly turnover: (string | undefined)[] = [];

  constructor(capacity = 16) {
    this.labelS = new Float64Array(capacity);
    this.open = new Float64Array(capacity);
    this.high = new Float64Array(capacity);
    this.low = new Float64Array(capacity);
    this.close = new Float64Array(capacity);
    this.volume = new Float64Array(capacity);
    this.contracts = new Float64Array(capacity);
    this.previousClose = new Float64Array(capacity);
    this.revision = new Float64Array(capacity);
    this.observed = new Uint16Array(capacity);
    this.interpolated = new Uint16Array(capacity);
    this.carried = new Uint16Array(capacity);
    this.flags = new Uint16Array(capacity);
  }

  /** Takes one more row, and answers its place. */
  next(): number {
    if (this.length === this.labelS.length) this.grow();
    this.length += 1;
    return this.length - 1;
  }

  private grow(): void {
    const capacity = this.labelS.length * 2 + 16;
    this.labelS = longer(this.labelS, new Float64Array(capacity));
    this.open = longer(this.open, new Float64Array(capacity));
    this.high = longer(this.high, new Float64Array(capacity));
    this.low = longer(this.low, new Float64Array(capacity));
    this.close = longer(this.close, new Float64Array(capacity));
    this.volume = longer(this.volume, new Float64Array(capacity));
    this.contracts = longer(this.contracts, new Float64Array(capacity));
    this.previousClose = longer(this.previousClose, new Float64Array(capacity));
    this.revision = longer(this.revision, new Float64Array(capacity));
    this.observed = longer(this.observed, new Uint16Array(capacity));
    this.interpolated = longer(this.interpolated, new Uint16Array(capacity));
    this.carried = longer(this.carried, new Uint16Array(capacity));
    this.flags = longer(this.flags, new Uint16Array(capacity));
  }
}

function longer<Column extends Float64Array | Uint16Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
