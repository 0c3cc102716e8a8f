import { mexc } from 'ccxt';
import { type Candidate, RESTING } from './candidate';
import type { VenueAddress } from './start-venues';

const SYMBOL = 'BTC/USDT:USDT';

/** `createOrder` of ccxt, its markets loaded, its own pace off. */
export async function ccxtCandidate({ restUrl, keys }: VenueAddress): Promise<Candidate> {
  const exchange = new mexc({
    apiKey: keys.apiKey,
    secret: keys.apiSecret,
    enableRateLimit: false,
    options: { defaultType: 'swap' },
    urls: {
      api: {
        spot: { public: restUrl, private: restUrl },
        contract: { public: `${restUrl}/api/v1/contract`, private: `${restUrl}/api/v1/private` },
      },
    },
  });
  await exchange.loadMarkets();
  const terms = { marginMode: 'isolated', leverage: RESTING.leverage, hedged: true };
  return {
    name: 'ccxt.mexc createOrder',
    place: async () => {
      const order = await exchange.createOrder(SYMBOL, 'limit', 'buy', Number(RESTING.contracts), Number(RESTING.price), terms);
      if (!/^\d+$/.test(String(order.id))) throw new Error(`ccxt: ${JSON.stringify(order)}`);
    },
    tidy: async () => void (await exchange.cancelAllOrders(SYMBOL)),
    close: async () => exchange.close(),
  };
}
