/**
 * Every snippet of the product's first description, in order, against the simulator: `npm run quickstart`.
 *
 * Nothing here needs keys or a network: the exchange is started in this process and spoken to over HTTP with signed requests, exactly as
 * MEXC would be. To trade for real, leave out `baseUrl` and hand in your own keys and a durable journal.
 */
import { CandleAggregator } from '@prate/candle-aggregator';
import { CandleDatabase } from '@prate/candle-aggregator/storage';
import {
  type CreateOrder,
  type CreateOrderOutcome,
  MarginMode,
  MemoryOrderJournal,
  OrderType,
  Side,
  decimal,
} from '@prate/execution-interface';
import { add, multiply, roundToStep } from '@prate/execution-interface/decimal';
import { MexcFuturesExecution } from '@prate/mexc-execution';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { startMexcSimulator } from '@prate/mexc-simulator';
import { RiskGate } from '@prate/risk-gate';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function chapter(title: string): void {
  console.log(`\n== ${title}`);
}

function show(outcome: CreateOrderOutcome): void {
  switch (outcome.status) {
    case 'accepted':
      console.log(`Order created: ${outcome.order.orderId}`);
      console.log(`Status: ${outcome.order.status}, size: ${outcome.size.quantity} BTC = ${outcome.size.contracts} contracts`);
      return;
    case 'denied':
      console.log(`Denied (nothing was sent): ${outcome.denial.code}: ${outcome.denial.message}`);
      return;
    case 'rejected':
      console.log(`Rejected by the venue: code ${outcome.rejection.code} (${outcome.rejection.kind}): ${outcome.rejection.message}`);
      return;
    case 'unknown':
      console.log(`Unknown, there may be an order ${outcome.clientOrderId}: ${outcome.unknown.message}`);
  }
}

async function main(): Promise<void> {
  const simulator = await startMexcSimulator();
  const folder = await mkdtemp(join(tmpdir(), 'prate-quickstart-'));
  try {
    chapter('Basic set-up');
    const marketData = MexcFuturesMarketData.create({ baseUrl: simulator.restUrl });
    const venue = MexcFuturesExecution.create({
      apiKey: simulator.keys.apiKey, // process.env.MEXC_API_KEY
      apiSecret: simulator.keys.apiSecret, // process.env.MEXC_SECRET_KEY
      baseUrl: simulator.restUrl,
      streamUrl: simulator.wsUrl,
      instruments: marketData,
      journal: new MemoryOrderJournal(), // forgets everything at the end: for simulators only
    });
    const exchange = new RiskGate({
      over: venue,
      instruments: marketData,
      marks: (symbol) => marketData.getMarkPrice(symbol),
      indexes: (symbol) => marketData.getIndexPrice(symbol),
      limits: { maxOrderNotional: '100000' },
    });
    const connection = await exchange.connect();
    console.log(connection.ok ? 'Connected to MEXC Futures' : `Connection failed: ${JSON.stringify(connection.problems)}`);

    chapter('Creating orders');
    const order = await exchange.createOrder({
      symbol: 'BTC_USDT',
      side: Side.Buy,
      effect: 'open',
      type: OrderType.Market,
      quantity: '0.001', // base currency: 10 contracts of 0.0001 BTC
      leverage: 10,
      marginMode: MarginMode.Isolated,
    });
    show(order);
    if (order.status !== 'accepted') throw new Error('the first order should have been accepted');
    const filled = await exchange.getOrder(order.order.orderId);
    console.log(`Read back: ${filled?.status}, ${filled?.filledBaseQuantity} BTC at ${filled?.averagePrice}`);
    show(await exchange.openLong({ symbol: 'BTC_USDT', type: 'market', quantity: '0.00015', leverage: 10, marginMode: 'isolated' }));

    chapter('Managing positions');
    for (const position of await exchange.getPositions()) {
      console.log(`Symbol: ${position.symbol} (${position.side}, ${position.marginMode}, ${position.leverage}x)`);
      console.log(`Size: ${position.baseQuantity} BTC = ${position.contracts} contracts, ${position.closableContracts} closable`);
      console.log(`Entry: ${position.entryPrice}`);
      console.log(`Mark: ${position.markPrice} (of ${new Date(position.markPriceAtMs ?? 0).toISOString()})`);
      console.log(`PnL: ${position.unrealizedPnl} unrealised, ${position.realizedPnl} realised`);
      console.log(`Margin: ${position.margin}, liquidation at ${position.liquidationPrice}, margin ratio ${position.marginRatio}`);
    }
    const btcPosition = await exchange.getPosition('BTC_USDT');
    console.log(`One position: ${btcPosition?.positionId}`);

    chapter('Checking the balance');
    const balance = await exchange.getBalance();
    if (balance !== undefined) {
      console.log(`Available: ${balance.available} USDT`);
      console.log(`Frozen: ${balance.frozen} USDT`);
      console.log(`Position margin: ${balance.positionMargin} USDT`);
      console.log(`Total: ${balance.total} USDT`);
    }

    chapter('Order management');
    const belowMarket = async (symbol: string): Promise<CreateOrder> => {
      const { tickSize } = await marketData.getInstrument(symbol);
      const mark = await marketData.getMarkPrice(symbol);
      const price = roundToStep(multiply(mark.price, '0.95'), tickSize, 'down');
      return { symbol, side: 'buy', effect: 'open', type: 'limit', price, contracts: 10, leverage: 10, marginMode: 'isolated' };
    };
    for (const symbol of ['BTC_USDT', 'BTC_USDT', 'BTC_USDT', 'ETH_USDT']) await exchange.createOrder(await belowMarket(symbol));
    const openOrders = await exchange.getOpenOrders('BTC_USDT');
    console.log(`Open orders of BTC_USDT: ${openOrders.map(({ orderId, price }) => `${orderId} at ${price}`).join(', ')}`);
    const cancelled = await exchange.cancelOrder('BTC_USDT', openOrders[0]?.orderId ?? 'none');
    console.log(`Cancel one: ${cancelled.status}`);
    const ofSymbol = await exchange.cancelAllOrders('BTC_USDT');
    console.log(`Cancelled ${ofSymbol.status === 'done' ? ofSymbol.count : ofSymbol.status} orders of BTC_USDT`);
    const ofAll = await exchange.cancelAllOrders();
    console.log(`Cancelled ${ofAll.status === 'done' ? ofAll.count : ofAll.status} orders on the exchange`);

    chapter('Candle aggregator');
    const db = await CandleDatabase.open(join(folder, 'candles.db'));
    const aggregator = new CandleAggregator(db);
    const candles1m = [{ timestamp: 1609459200000, open: 29000.0, high: 29100.0, low: 28900.0, close: 29050.0, volume: 120.0 }];
    const stored = await aggregator.processAndStore(candles1m, 'BTC_USDT');
    console.log(`Stored ${stored.count} 1s candles`);
    const candles5s = await aggregator.getAggregatedCandles({
      symbol: 'BTC_USDT',
      startTs: 1609459200000,
      endTs: 1609459260000,
      intervalSeconds: 5,
    });
    for (const { timestamp, open, high, low, close, volume, origin } of candles5s) {
      console.log(`${new Date(timestamp).toISOString()}  ${open} ${high} ${low} ${close}  ${volume}  ${origin}`);
    }
    await db.close();

    chapter('Kill switch');
    // The venue breaks down: its next five answers to an order are "under maintenance".
    for (let answer = 0; answer < 5; answer += 1) simulator.control.faults.next('create-order', 'maintenance');
    await exchange.createOrder(await belowMarket('ETH_USDT')).then(show);
    let consecutiveFailures = 1;
    for (let isTrading = true; isTrading;) {
      const attempt = await exchange.createOrder(await belowMarket('BTC_USDT'));
      if (attempt.status === 'accepted') {
        consecutiveFailures = 0;
        continue;
      }
      consecutiveFailures += 1;
      if (consecutiveFailures >= 5) {
        await exchange.cancelAllOrders();
        console.log(`Kill switch after ${consecutiveFailures} failures in a row: API appears broken - halted trading`);
        isTrading = false;
      }
    }

    chapter('Good-bye');
    const position = await exchange.getPosition('BTC_USDT');
    if (position !== undefined) show(await exchange.closeLong({ symbol: 'BTC_USDT', type: 'market', contracts: position.contracts }));
    console.log(`Positions left: ${(await exchange.getPositions()).length}`);
    const end = await exchange.getBalance();
    console.log(`Total: ${end?.total} USDT, result ${add(end?.total ?? '0', decimal('-10000'))}`);
    await exchange.disconnect();
  } finally {
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
