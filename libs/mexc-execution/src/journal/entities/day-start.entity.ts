import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The equity of one currency at the start of one day, UTC. Triggers refuse every change. */
@Entity({ name: 'day_start', withoutRowid: true })
export class DayStartEntity {
  /** 00:00 UTC of the day, ms since 1970. */
  @PrimaryColumn({ name: 'day_start_ms', type: 'bigint', primaryKeyConstraintName: 'day_start_key' })
  dayStartMs!: number;

  @PrimaryColumn({ name: 'currency', type: 'varchar', primaryKeyConstraintName: 'day_start_key' })
  currency!: string;

  /** Decimal text. */
  @Column({ name: 'equity', type: 'text' })
  equity!: string;

  /** ms since 1970. */
  @Column({ name: 'kept_at_ms', type: 'bigint' })
  keptAtMs!: number;
}
