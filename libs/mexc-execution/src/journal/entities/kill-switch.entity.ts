import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One change of the trading state; the newest row is the state. Triggers refuse every other change. */
@Entity({ name: 'kill_switch' })
export class KillSwitchEntity {
  @PrimaryGeneratedColumn({ name: 'id', primaryKeyConstraintName: 'kill_switch_key' })
  id!: number;

  /** active, reducing or halted. */
  @Column({ name: 'state', type: 'varchar' })
  state!: string;

  @Column({ name: 'reason', type: 'text' })
  reason!: string;

  @Column({ name: 'changed_by', type: 'text' })
  changedBy!: string;

  /** ms since 1970. */
  @Column({ name: 'at_ms', type: 'bigint' })
  atMs!: number;
}
