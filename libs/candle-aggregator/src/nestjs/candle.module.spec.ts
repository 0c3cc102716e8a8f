import { Injectable, Inject, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleAggregator } from '../candle-aggregator';
import { CandleDatabase } from '../storage';
import { CandleModule } from './index';

const EXAMPLE = { timestamp: 1609459200000, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };

describe('CandleModule', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candle-module-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('default: forRoot provides the database and the aggregator, and closes the file at shutdown', async () => {
    @Injectable()
    class Reader {
      constructor(@Inject(CandleAggregator) readonly aggregator: CandleAggregator) {}
    }
    @Module({
      imports: [CandleModule.forRoot({ database: { path: join(folder, 'a.db'), mode: 'simulated' }, seed: 3 })],
      providers: [Reader],
    })
    class App {}
    const app = await Test.createTestingModule({ imports: [App] }).compile();
    await app.init();
    const database = app.get(CandleDatabase, { strict: false });
    expect(database.mode).toBe('simulated');
    expect((await app.get(Reader).aggregator.processAndStore([EXAMPLE], 'BTC_USDT')).count).toBe(60);
    const [record] = await database.minuteRecords({ symbol: 'BTC_USDT', startTs: 0, endTs: 2e12 });
    expect(record?.profile).toEqual({ method: 'bridge@2', seed: 3 });
    await app.close();
    await expect(database.stats()).rejects.toMatchObject({ code: 'closed' });
  });

  it('args: forRootAsync takes its options from a factory', async () => {
    const path = join(folder, 'b.db');
    const app = await Test.createTestingModule({
      imports: [CandleModule.forRootAsync({ useFactory: async () => ({ database: { path } }) })],
    }).compile();
    await app.init();
    expect(app.get(CandleDatabase, { strict: false }).path).toContain('b.db');
    await app.close();
  });

  it('error: a file that cannot be opened stops the start with its reason', async () => {
    const starting = Test.createTestingModule({ imports: [CandleModule.forRoot({ database: { path: folder } })] }).compile();
    await expect(starting).rejects.toMatchObject({ code: 'not-writable' });
  });
});
