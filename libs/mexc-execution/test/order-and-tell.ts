import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { TypeOrmOrderJournal } from '../src/journal';

// Places one order, tells its id in the turn in which it was answered, and waits to be killed.
async function main(): Promise<void> {
  const [baseUrl = '', streamUrl = '', apiKey = '', apiSecret = '', path = ''] = process.argv.slice(2);
  const instruments = MexcFuturesMarketData.create({ baseUrl, streamUrl });
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'killed' });
  const execution = MexcFuturesExecution.create({ apiKey, apiSecret, baseUrl, streamUrl: false, instruments, journal });
  await execution.connect();
  const outcome = await execution.createOrder({
    symbol: 'BTC_USDT',
    side: 'buy',
    effect: 'open',
    type: 'limit',
    price: '40000',
    quantity: '0.001',
    leverage: 10,
    marginMode: 'isolated',
  });
  process.stdout.write(`${outcome.status === 'accepted' ? outcome.clientOrderId : JSON.stringify(outcome)}\n`);
}

void main();
