export { CandleModule } from './candle.module';
export type { CandleModuleOptions } from './candle.module-definition';
