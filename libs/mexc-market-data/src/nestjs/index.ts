export { MexcMarketDataModule } from './mexc-market-data.module';
