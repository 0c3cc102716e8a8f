import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** How the whole numbers of a symbol's candles are read. A finer price or volume, or another contract size, opens a new row. */
@Entity({ name: 'market_symbol' })
@Unique('market_symbol_scale', ['symbol', 'series', 'priceScale', 'volumeScale', 'contractSize'])
export class MarketSymbolEntity {
  @PrimaryGeneratedColumn({ name: 'id' })
  id!: number;

  @Column({ name: 'symbol', type: 'varchar' })
  symbol!: string;

  /** `trade`, `index` or `fair`. */
  @Column({ name: 'series', type: 'varchar' })
  series!: string;

  /** A price is its whole number divided by `10^priceScale`. */
  @Column({ name: 'price_scale', type: 'integer' })
  priceScale!: number;

  @Column({ name: 'volume_scale', type: 'integer' })
  volumeScale!: number;

  /** Volume of one contract, decimal text; empty where no instrument was named. */
  @Column({ name: 'contract_size', type: 'varchar' })
  contractSize!: string;

  /** Open time of the first minute that needed this row, whole seconds. */
  @Column({ name: 'since', type: 'bigint' })
  since!: number;
}
