import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A final minute that was not what had been observed of it. */
@Entity({ name: 'minute_difference', withoutRowid: true })
export class MinuteDifferenceEntity {
  @PrimaryColumn({ name: 'symbol_id', type: 'integer' })
  symbolId!: number;

  /** Start of the minute, whole seconds since 1970. */
  @PrimaryColumn({ name: 'open_time', type: 'bigint' })
  openTime!: number;

  /** Of the differences of its minute, from 0 on. */
  @PrimaryColumn({ name: 'number', type: 'integer' })
  number!: number;

  /** ms since 1970. */
  @Column({ name: 'found_at', type: 'bigint' })
  foundAt!: number;

  /** `adjusted` or `disputed`. */
  @Column({ name: 'verdict', type: 'varchar' })
  verdict!: string;

  /** What differs. */
  @Column({ name: 'kind', type: 'varchar' })
  kind!: string;

  /** Decimal text. */
  @Column({ name: 'observed', type: 'varchar' })
  observed!: string;

  @Column({ name: 'official', type: 'varchar' })
  official!: string;

  /** observed − official. */
  @Column({ name: 'by', type: 'varchar' })
  by!: string;

  /** When both agreed at last, ms since 1970. */
  @Column({ name: 'resolved_at', type: 'bigint', nullable: true })
  resolvedAt!: number | null;
}
