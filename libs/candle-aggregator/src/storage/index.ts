export type { CandleDatabaseOptions } from './candle-database';
export { CandleDatabase } from './candle-database';
export { MarketSymbolEntity } from './entities/market-symbol.entity';
export { MinuteEntity } from './entities/minute.entity';
export { SecondEntity } from './entities/second.entity';
export { StoreMetaEntity } from './entities/store-meta.entity';
export { CreateCandleTables } from './migrations/0001-create-candle-tables';
export { SCHEMA_VERSION } from './sqlite-files';
export type { StoreMode } from './store-mode';
