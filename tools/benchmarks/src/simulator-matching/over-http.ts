import { MexcFuturesAuth } from '@prate/mexc-auth';
import { endpoints } from '@prate/mexc-protocol';
import { startMexcSimulator } from '@prate/mexc-simulator';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BenchmarkRow, row } from '../benchmark-rows';
import { bestRateOf } from './measure';

const TARGET = 2_000;
const ORDERS_PER_ROUND = 500;
const ROUNDS = 12;
const CONNECTIONS = 16;

/** The same orders over HTTP, client and simulator in one process and so on one core, connections kept alive. */
export async function overHttpRows(): Promise<readonly BenchmarkRow[]> {
  const simulator = await startMexcSimulator({ balances: { USDT: '100000000' } });
  const auth = new MexcFuturesAuth({ credentials: simulator.keys });
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const bare = await startBareServer();
  try {
    const toSimulator = sender(simulator.restUrl, agent, auth);
    const toBare = sender(bare.url, agent, auth);
    const rows: BenchmarkRow[] = [];
    for (const [id, name, work] of [
      ['P14-http-cancel', 'over HTTP, create and cancel', createAndCancel],
      ['P14-http-fill', 'over HTTP, create and fill', createAndFill],
    ] as const) {
      const ours = await bestRateOf(ORDERS_PER_ROUND, ROUNDS, CONNECTIONS, work(toSimulator));
      const yardstick = await bestRateOf(ORDERS_PER_ROUND, ROUNDS, CONNECTIONS, work(toBare));
      rows.push(row({ id, name, unit: 'orders/s', rule: 'ours >=', ours, yardstick, target: TARGET }));
    }
    return rows;
  } finally {
    agent.destroy();
    await bare.stop();
    await simulator.stop();
  }
}

type Send = (path: string, body: unknown) => Promise<string>;

const terms = { symbol: 'BTC_USDT', openType: 1, leverage: 10, positionMode: 1, vol: 1 };

/** One order: two requests. */
function createAndCancel(send: Send): () => Promise<void> {
  return async () => {
    const created = await send(endpoints['create-order'].path, { ...terms, side: 1, type: 1, price: 60_000 });
    await send(endpoints['cancel-orders'].path, [/"orderId":"(\d+)"/.exec(created)?.[1]]);
  };
}

/** One order: one request. Longs and shorts in turn, so that the account stays as it is. */
function createAndFill(send: Send): () => Promise<void> {
  let count = 0;
  return async () => {
    count += 1;
    await send(endpoints['create-order'].path, { ...terms, side: count % 2 === 0 ? 1 : 3, type: 5 });
  };
}

/** Signs and sends; an answer that is no success is an error, so that refusals are not taken for speed. */
function sender(baseUrl: string, agent: Agent, auth: MexcFuturesAuth): Send {
  const { hostname, port } = new URL(baseUrl);
  return (path, value) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(value);
      const { headers } = auth.signRequest({ verb: 'POST', body });
      const length = { 'Content-Length': Buffer.byteLength(body) };
      const sent = request({ hostname, port, path, method: 'POST', agent, headers: { ...headers, ...length } }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => (text.startsWith('{"success":true') ? resolve(text) : reject(new Error(`${path}: ${text}`))));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

/** The yardstick: a server that reads each request whole and answers it with the same bytes. */
async function startBareServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const answer = '{"success":true,"code":0,"data":{"orderId":"860000000000000001","ts":1790000000000}}';
  const server = createServer((incoming, outgoing) => {
    incoming.on('data', () => undefined);
    incoming.on('end', () => outgoing.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
