import { Entity, PrimaryColumn } from 'typeorm';

/** A minute that was changed by hand: its seconds are old. */
@Entity({ name: 'candle_dirty', withoutRowid: true })
export class CandleDirtyEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start of the minute, whole seconds since 1970. */
  @PrimaryColumn({ name: 'open_time', type: 'bigint' })
  openTime!: number;
}
