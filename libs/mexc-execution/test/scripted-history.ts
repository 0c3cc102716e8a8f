import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Instrument, MemoryOrderJournal } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesExecution } from '../src/mexc-futures-execution';
import { afterThisTest } from './cleanup';
import { success } from './scripted-venue';

export type DealPage = 'bare' | 'wrapped';
export const NINETY_DAYS_MS = 90 * 86_400_000;
const SECOND_MS = 1_000;

/** A venue that still knows fills of 200 days, which the simulator refuses to look back to: newest first, stamped in whole seconds. */
export async function scriptedHistory({
  fromMs,
  toMs,
  shape,
  instrument,
}: {
  readonly fromMs: number;
  readonly toMs: number;
  readonly shape: DealPage;
  readonly instrument: Instrument;
}) {
  const stamps: number[] = [];
  // 2,500 fills: half of them spread over the period, half of them in one second each half hour around its middle.
  const middleMs = Math.floor((fromMs + toMs) / 2 / SECOND_MS) * SECOND_MS;
  for (let index = 0; index < 1_250; index += 1) {
    stamps.push(fromMs + Math.floor(((toMs - fromMs) * index) / 1_250 / SECOND_MS) * SECOND_MS, middleMs);
  }
  const rows = stamps.map((timestamp, index) => ({ id: String(739113577038255616n + BigInt(index)), timestamp }));
  rows.sort((one, other) => other.timestamp - one.timestamp);
  const asked: Array<{ readonly startMs: number; readonly endMs: number }> = [];

  const answer = ({ url = '' }: IncomingMessage): string => {
    const { pathname, searchParams } = new URL(url, 'http://venue');
    if (pathname.endsWith('/ping')) return success(String(toMs));
    if (pathname.endsWith('/assets') || pathname.endsWith('/open_positions')) return success('[]');
    if (pathname.endsWith('/position_mode')) return success('1');
    const [startMs, endMs, num, size] = ['start_time', 'end_time', 'page_num', 'page_size'].map((name) => Number(searchParams.get(name)));
    if (startMs === undefined || endMs === undefined || num === undefined || size === undefined) throw new Error('unreachable');
    asked.push({ startMs, endMs });
    const found = rows.filter(({ timestamp }) => timestamp > startMs && timestamp < endMs);
    const page = found.slice((num - 1) * size, num * size).map(dealText);
    if (shape === 'bare') return success(`[${page.join(',')}]`);
    return success(`{"currentPage":${num},"totalPage":${Math.ceil(found.length / size)},"resultList":[${page.join(',')}]}`);
  };
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json').end(answer(request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterThisTest(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const auth = new MexcFuturesAuth({ credentials: { apiKey: 'sim_key', apiSecret: 'sim_secret' } });
  const rest = new MexcFuturesRest({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, auth });
  afterThisTest(async () => rest.close());
  const execution = new MexcFuturesExecution({
    rest,
    instruments: { getInstrument: async () => instrument, getInstruments: async () => [instrument] },
    journal: new MemoryOrderJournal(),
    clock: new ManualClock(toMs),
  });
  const { problems } = await execution.connect();
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return { execution, asked, stamps };
}

function dealText({ id, timestamp }: { readonly id: string; readonly timestamp: number }): string {
  return `{"id":"${id}","orderId":"${id}","symbol":"BTC_USDT","side":1,"vol":1,"price":65000,"fee":0.01,"feeCurrency":"USDT","timestamp":${timestamp}}`;
}
