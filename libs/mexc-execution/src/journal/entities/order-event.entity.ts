import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One line of an order's story. Triggers write what happens to intents and refuse every change. */
@Entity({ name: 'order_event' })
@Index('order_event_order', ['clientOrderId'])
export class OrderEventEntity {
  @PrimaryGeneratedColumn({ name: 'id', primaryKeyConstraintName: 'order_event_key' })
  id!: number;

  @Column({ name: 'client_order_id', type: 'varchar' })
  clientOrderId!: string;

  /** ms since 1970. */
  @Column({ name: 'at_ms', type: 'bigint' })
  atMs!: number;

  /** recorded, settled, verdict, request, resolution or operator. */
  @Column({ name: 'what', type: 'varchar' })
  what!: string;

  /** Which attempt; absent for notes. */
  @Column({ name: 'attempt', type: 'integer', nullable: true })
  attempt!: number | null;

  /** Intent, outcome or note, as JSON. */
  @Column({ name: 'detail', type: 'text' })
  detail!: string;
}
