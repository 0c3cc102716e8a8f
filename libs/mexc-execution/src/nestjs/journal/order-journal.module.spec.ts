import { Test } from '@nestjs/testing';
import { DayStartStore, KillSwitch, OrderJournal } from '@prate/execution-interface';
import { buildIntent } from '@prate/execution-interface/testing';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeOrmDayStartStore, TypeOrmKillSwitch, TypeOrmOrderJournal } from '../../journal';
import { MexcFuturesExecution } from '../../mexc-futures-execution';
import { MexcExecutionModule } from '../mexc-execution.module';
import { OrderJournalModule } from './index';

const IDENTITY = { mode: 'live', account: 'a1b2' } as const;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-module-'));
});

afterAll(() => rm(folder, { recursive: true }));

test.each(['forRoot', 'forRootAsync'] as const)(
  'default: %s provides journal and kill switch to an execution, and lets go of the file at shutdown',
  async (way) => {
    const options = { path: join(folder, `${way}.db`), ...IDENTITY };
    const journals =
      way === 'forRoot' ? OrderJournalModule.forRoot(options) : OrderJournalModule.forRootAsync({ useFactory: () => options });
    const rest = new MexcFuturesRest();
    const instruments = { getInstrument: async () => Promise.reject(new Error('unused')), getInstruments: async () => [] };
    const engine = MexcExecutionModule.forRootAsync({
      imports: [journals],
      inject: [OrderJournal],
      useFactory: (journal: OrderJournal) => ({ rest, instruments, journal }),
    });
    const app = await Test.createTestingModule({ imports: [journals, engine] }).compile();
    await app.init();
    expect(app.get(MexcFuturesExecution, { strict: false })).toBeInstanceOf(MexcFuturesExecution);
    const journal = app.get(OrderJournal, { strict: false });
    expect(journal).toBeInstanceOf(TypeOrmOrderJournal);
    expect(app.get(KillSwitch, { strict: false })).toBeInstanceOf(TypeOrmKillSwitch);
    expect(app.get(DayStartStore, { strict: false })).toBeInstanceOf(TypeOrmDayStartStore);
    await journal.record(buildIntent('first'));
    await app.close();
    rest.close();
    await expect(journal.listUnsettled()).rejects.toMatchObject({ code: 'closed' });
    const again = await TypeOrmOrderJournal.open(options.path, IDENTITY);
    expect(await again.listUnsettled()).toHaveLength(1);
    await again.close();
  },
);

test('error: a journal of another mode stops the start with its reason', async () => {
  const path = join(folder, 'other.db');
  await (await TypeOrmOrderJournal.open(path, { ...IDENTITY, mode: 'paper' })).close();
  const starting = Test.createTestingModule({ imports: [OrderJournalModule.forRoot({ path, ...IDENTITY })] }).compile();
  await expect(starting).rejects.toMatchObject({ code: 'other-mode' });
});
