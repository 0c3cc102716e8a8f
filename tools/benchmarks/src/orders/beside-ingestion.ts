import { join } from 'node:path';
import { removeDatabase, writeDays } from '../candles/write-rows';
import { type BenchmarkRow, row } from '../benchmark-rows';
import type { Candidate } from './candidate';
import { quantile, timeOrder } from './measure-orders';

const SYMBOLS = 10;
const ROUNDS = 3;
const ORDERS_BETWEEN_TIDIES = 50;

/** P10: whole orders while a day of ten symbols is ingested in the same process, beside as many without that, in turns. */
export async function besideIngestionRow(candidate: Candidate, folder: string): Promise<BenchmarkRow> {
  const path = join(folder, 'ingested.db');
  const idle: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    removeDatabase(path);
    let isIngesting = true;
    const ingestion = writeDays(path, SYMBOLS, 1).finally(() => (isIngesting = false));
    const meanwhile = await place(candidate, () => isIngesting);
    await ingestion;
    busy.push(...meanwhile);
    let left = meanwhile.length;
    idle.push(...(await place(candidate, () => left-- > 0)));
  }
  return row({
    id: 'P10',
    name: `order p99 while 10 symbols x 1 day are ingested (${busy.length} orders), beside idle`,
    unit: 'ms',
    ours: quantile(busy, 0.99),
    yardstick: quantile(idle, 0.99),
    rule: 'ratio <=',
    target: 1.5,
  });
}

async function place(candidate: Candidate, goesOn: () => boolean): Promise<number[]> {
  const wholes: number[] = [];
  while (goesOn()) {
    wholes.push((await timeOrder(candidate)).whole);
    if (wholes.length % ORDERS_BETWEEN_TIDIES === 0) await candidate.tidy();
  }
  await candidate.tidy();
  return wholes;
}
