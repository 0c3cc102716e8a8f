import { Test } from '@nestjs/testing';
import { MarketDataInterface } from '@prate/execution-interface';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { MarketDataClosedError } from '../errors';
import { MexcFuturesMarketData } from '../mexc-futures-market-data';
import { MexcMarketDataModule } from './mexc-market-data.module';

const rest = new MexcFuturesRest();
const stream = new MexcFuturesStream();
afterAll(() => rest.close());

test.each([
  ['forRoot', MexcMarketDataModule.forRoot({ rest, stream })],
  ['forRootAsync', MexcMarketDataModule.forRootAsync({ useFactory: () => ({ rest, stream }) })],
])('default: %s provides one object under both names, and closes it with the app', async (_name, module) => {
  const app = await Test.createTestingModule({ imports: [module] }).compile();
  expect(app.get(MarketDataInterface)).toBeInstanceOf(MexcFuturesMarketData);
  expect(app.get(MarketDataInterface)).toBe(app.get(MexcFuturesMarketData));
  const marketData = app.get(MexcFuturesMarketData);
  await app.close();
  await expect(marketData.watchTicker('BTC_USDT', { onData: () => undefined })).rejects.toThrow(MarketDataClosedError);
});
