/**
 * A host as small as can be: opens a position with a stop-loss and a closing order, leaves orders that open, and beats from its event loop with the
 * sender of the trading API. Prints `ready` when all stand; SIGTERM makes it stand down and end.
 */
const { join } = require('node:path');
const { MexcFuturesAuth } = require('@prate/mexc-auth');
const { MexcFuturesRest } = require('@prate/mexc-rest');
const built = join(__dirname, '..', '..', '..', 'apps', 'trading-api', 'dist', 'control');
const { HeartbeatSender } = require(join(built, 'heartbeat-sender.js'));
const { WatchdogLink } = require(join(built, 'watchdog-link.js'));

const { MEXC_REST_URL: baseUrl, HOST_API_KEY: apiKey, HOST_API_SECRET: apiSecret, WATCHDOG_URL, WATCHDOG_TOKEN_FILE } = process.env;
const rest = new MexcFuturesRest({ auth: new MexcFuturesAuth({ credentials: { apiKey, apiSecret } }), baseUrl });
const order = { symbol: 'BTC_USDT', vol: '10', leverage: 5, openType: 1, positionMode: 1 };

async function trade() {
  const last = Number((await rest.public.getTicker({ symbol: 'BTC_USDT' }))[0].lastPrice);
  const near = (share) => String(Math.round(last * share));
  const account = rest.private;
  await account.createOrder({ ...order, side: 1, type: 5, externalOid: 'entry' });
  const [{ positionId }] = await account.listOpenPositions();
  const stop = { lossTrend: 1, profitTrend: 1, volType: 2, takeProfitReverse: 2, stopLossReverse: 2 };
  await account.createStopOrder({ positionId, vol: '10', ...stop, stopLossPrice: near(0.8), takeProfitPrice: near(1.2) });
  await account.createOrder({ ...order, side: 4, type: 1, vol: '4', price: near(1.05), externalOid: 'close' });
  await account.createOrder({ ...order, side: 1, type: 1, price: near(0.95), externalOid: 'open' });
  await account.createPlanOrder({ ...order, side: 1, triggerPrice: near(0.9), triggerType: 2, executeCycle: 1, orderType: 5, trend: 1 });
  await account.createTrackOrder({ ...order, side: 1, trend: 1, backType: 1, backValue: '0.02' });
}

async function main() {
  const sender = new HeartbeatSender({
    link: new WatchdogLink(WATCHDOG_URL, WATCHDOG_TOKEN_FILE),
    silenceMs: 2_000,
    isAlive: async () => (await rest.public.getServerTime()) > 0,
    state: () => 'trading',
    onFired: ({ reason }) => console.log(`told that it has fired: ${reason}`),
    onProblem: (problem) => console.log(`problem: ${problem}`),
    onRecovered: () => console.log('recovered'),
    timer: (run, everyMs) => {
      const timer = setInterval(run, everyMs);
      return () => clearInterval(timer);
    },
  });
  sender.start();
  process.on('SIGTERM', () => void sender.standDown('planned').then(() => process.exit(0)));
  await trade();
  console.log('ready');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
