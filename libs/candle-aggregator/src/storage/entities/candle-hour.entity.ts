import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One hour: its change stamp and, derived from its rows, all its seconds packed. */
@Entity({ name: 'candle_hour', withoutRowid: true })
export class CandleHourEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start, whole seconds since 1970. */
  @PrimaryColumn({ name: 'hour', type: 'bigint' })
  hour!: number;

  /** Higher after every change of the hour. */
  @Column({ name: 'stamp', type: 'integer' })
  stamp!: number;

  /** Seconds that are packed; 0 where none are. */
  @Column({ name: 'row_count', type: 'integer' })
  rowCount!: number;

  /** Version of the packing. */
  @Column({ name: 'format', type: 'integer' })
  format!: number;

  @Column({ name: 'data', type: 'blob', nullable: true })
  data!: Buffer | null;
}
