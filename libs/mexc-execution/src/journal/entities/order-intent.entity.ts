import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One intent, and what is known of it. A row is never deleted: its id is used up for ever. */
@Entity({ name: 'order_intent', withoutRowid: true })
@Index('order_intent_state', ['state'])
@Index('order_intent_age', ['createdAtMs', 'clientOrderId'])
export class OrderIntentEntity {
  @PrimaryColumn({ name: 'client_order_id', type: 'varchar', primaryKeyConstraintName: 'order_intent_key' })
  clientOrderId!: string;

  @Column({ name: 'kind', type: 'varchar' })
  kind!: string;

  @Column({ name: 'symbol', type: 'varchar' })
  symbol!: string;

  /** The command as JSON with sorted fields, without its own id: one text is one decision. */
  @Column({ name: 'command', type: 'text' })
  command!: string;

  /** Of the latest attempt, ms since 1970. */
  @Column({ name: 'created_at_ms', type: 'bigint' })
  createdAtMs!: number;

  @Column({ name: 'attempts', type: 'integer' })
  attempts!: number;

  @Column({ name: 'state', type: 'varchar' })
  state!: string;

  /** The state with its order id, code or candidates, as JSON. */
  @Column({ name: 'outcome', type: 'text' })
  outcome!: string;

  @Column({ name: 'updated_at_ms', type: 'bigint' })
  updatedAtMs!: number;
}
