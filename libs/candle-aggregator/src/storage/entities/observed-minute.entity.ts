import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a stream saw of one minute, whatever is served of it. */
@Entity({ name: 'observed_minute', withoutRowid: true })
export class ObservedMinuteEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start of the minute, whole seconds since 1970. */
  @PrimaryColumn({ name: 'open_time', type: 'bigint' })
  openTime!: number;

  /** How often a second was reopened while the minute was not final. */
  @Column({ name: 'revision', type: 'integer' })
  revision!: number;

  /** Covered seconds. */
  @Column({ name: 'second_count', type: 'integer' })
  secondCount!: number;

  /** Version of the packing. */
  @Column({ name: 'format', type: 'integer' })
  format!: number;

  /** Packed, with grids and turnover. */
  @Column({ name: 'seconds', type: 'blob' })
  seconds!: Buffer;
}
