import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One second, on the scales of its symbol row. */
@Entity({ name: 'candle_1s', withoutRowid: true })
export class SecondEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start, whole seconds since 1970. */
  @PrimaryColumn({ name: 'open_time', type: 'bigint' })
  openTime!: number;

  @Column({ name: 'open', type: 'bigint' })
  open!: number;

  @Column({ name: 'high', type: 'bigint' })
  high!: number;

  @Column({ name: 'low', type: 'bigint' })
  low!: number;

  @Column({ name: 'close', type: 'bigint' })
  close!: number;

  @Column({ name: 'volume', type: 'bigint' })
  volume!: number;

  /** Origin (0 interpolated, 1 carried, 2 observed) and, four times their value, the bits of `CandleFlag`. */
  @Column({ name: 'marks', type: 'integer' })
  marks!: number;
}
