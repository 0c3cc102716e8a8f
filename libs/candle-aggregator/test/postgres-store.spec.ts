import { ManualClock } from '@prate/execution-interface/testing';
import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { PostgresCandleDatabase } from '../src/storage/postgres/postgres-candle-database';
import { CONTRACT_NOW_MS, candleStoreContract } from '../src/testing';

if (!isPostgresHere) console.log('postgres-store: not run, because no embedded server is installed for this platform');

(isPostgresHere ? describe : describe.skip)('PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);

  afterAll(() => server.stop());

  describe('contract', () => {
    it.each(candleStoreContract.map((one, index) => [one.name, one, index] as const))('%s', async (_, one, index) => {
      const clock = new ManualClock(CONTRACT_NOW_MS);
      const database = await PostgresCandleDatabase.open(server.url, { clock, schema: `contract_${index}` });
      try {
        await one.run(database, clock);
      } finally {
        await database.close();
      }
    });
  });
});
