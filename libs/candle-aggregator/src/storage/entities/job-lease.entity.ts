import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who runs a job. A row is kept for ever: its token may never begin anew. */
@Entity({ name: 'job_lease', withoutRowid: true })
export class JobLeaseEntity {
  @PrimaryColumn({ name: 'name', type: 'varchar' })
  name!: string;

  @Column({ name: 'owner', type: 'varchar' })
  owner!: string;

  /** Larger with every grant. */
  @Column({ name: 'token', type: 'bigint' })
  token!: number;

  /** By the clock of the database, ms since 1970. */
  @Column({ name: 'ends_at', type: 'bigint' })
  endsAt!: number;

  /** Ticks up to this one are done, ms since 1970. */
  @Column({ name: 'done_until', type: 'bigint', nullable: true })
  doneUntil!: number | null;
}
