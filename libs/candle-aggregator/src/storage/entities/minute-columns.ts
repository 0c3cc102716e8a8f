import { Column, PrimaryColumn } from 'typeorm';

/** What a minute and its old versions have in common: an official minute, on the scales of its symbol row. */
export abstract class MinuteColumns {
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

  /** Grid the minute was made with: prices are whole numbers of `price_step / 10^price_scale`. */
  @Column({ name: 'price_step', type: 'bigint' })
  priceStep!: number;

  @Column({ name: 'price_scale', type: 'integer' })
  priceScale!: number;

  @Column({ name: 'volume_step', type: 'bigint' })
  volumeStep!: number;

  @Column({ name: 'volume_scale', type: 'integer' })
  volumeScale!: number;

  /** The venue's continuous form, on a scale of its own. */
  @Column({ name: 'stitched_open', type: 'bigint', nullable: true })
  stitchedOpen!: number | null;

  @Column({ name: 'stitched_high', type: 'bigint', nullable: true })
  stitchedHigh!: number | null;

  @Column({ name: 'stitched_low', type: 'bigint', nullable: true })
  stitchedLow!: number | null;

  @Column({ name: 'stitched_close', type: 'bigint', nullable: true })
  stitchedClose!: number | null;

  @Column({ name: 'stitched_scale', type: 'integer', nullable: true })
  stitchedScale!: number | null;

  /** The venue's count, decimal text. */
  @Column({ name: 'contracts', type: 'varchar', nullable: true })
  contracts!: string | null;

  /** Linear: quote currency; inverse: base currency; decimal text. */
  @Column({ name: 'turnover', type: 'varchar', nullable: true })
  turnover!: string | null;

  /** 1 observed, 2 interpolated, 3 carried. */
  @Column({ name: 'origin', type: 'integer' })
  origin!: number;

  @Column({ name: 'flags', type: 'integer' })
  flags!: number;

  /** Interpolation method and version, for example `linear@1`. */
  @Column({ name: 'method', type: 'varchar' })
  method!: string;

  @Column({ name: 'seed', type: 'bigint' })
  seed!: number;

  /** When this version was handed in, ms since 1970. */
  @Column({ name: 'received_at', type: 'bigint' })
  receivedAt!: number;

  /** 1 when it was over and settled; others have no seconds. */
  @Column({ name: 'final', type: 'integer' })
  final!: number;

  /** How many of its seconds are observed, and how many interpolated, where it was observed at all; the others are carried. */
  @Column({ name: 'observed_seconds', type: 'integer', nullable: true })
  observedSeconds!: number | null;

  @Column({ name: 'interpolated_seconds', type: 'integer', nullable: true })
  interpolatedSeconds!: number | null;

  /** Who said so: `stream` or `call`; NULL where nobody knows. */
  @Column({ name: 'source', type: 'varchar', nullable: true })
  source!: string | null;

  /** When the venue was asked, or was heard last, ms since 1970 by its clock. */
  @Column({ name: 'asked_at', type: 'bigint', nullable: true })
  askedAt!: number | null;
}
