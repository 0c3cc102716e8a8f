import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A minute the venue left out when it was asked for it. */
@Entity({ name: 'candle_gap', withoutRowid: true })
export class CandleGapEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start of the minute, whole seconds since 1970. */
  @PrimaryColumn({ name: 'open_time', type: 'bigint' })
  openTime!: number;

  /** How often. */
  @Column({ name: 'omissions', type: 'integer' })
  omissions!: number;

  /** When it was counted last, ms since 1970. */
  @Column({ name: 'noted_at', type: 'bigint' })
  notedAt!: number;
}
