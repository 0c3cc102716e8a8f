import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One fill of ours, kept after the venue has dropped it. */
@Entity({ name: 'own_trade', withoutRowid: true })
@Index('own_trade_age', ['atMs', 'tradeId'])
@Index('own_trade_order', ['orderId'])
export class OwnTradeEntity {
  @PrimaryColumn({ name: 'trade_id', type: 'varchar', primaryKeyConstraintName: 'own_trade_key' })
  tradeId!: string;

  @Column({ name: 'order_id', type: 'varchar' })
  orderId!: string;

  @Column({ name: 'symbol', type: 'varchar' })
  symbol!: string;

  /** ms since 1970. */
  @Column({ name: 'at_ms', type: 'bigint' })
  atMs!: number;

  /** The whole fill as JSON; amounts are decimal text. */
  @Column({ name: 'fill', type: 'text' })
  fill!: string;
}
