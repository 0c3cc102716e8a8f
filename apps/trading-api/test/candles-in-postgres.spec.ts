import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { RunningApi } from './running-api';

if (!isPostgresHere) console.log('candles-in-postgres: not run, because no embedded server is installed for this platform');

(isPostgresHere ? describe : describe.skip)('candles in PostgreSQL', () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);

  afterAll(() => server.stop());

  let running: RunningApi | undefined;
  const start = async (): Promise<RunningApi> => (running = await RunningApi.start({ env: { DATABASE_URL: server.url } }));
  afterEach(() => running?.stop());

  test('R-612: DATABASE_URL is enough; what one process stored, the next one has, in the schema of its mode', async () => {
    const first = await start();
    await first.until(200);
    const candles = await first.get('/api/v1/candles/BTC_USDT?interval=5');
    expect([candles.status, candles.body.data.length > 0]).toEqual([200, true]);
    expect(first.out.join('\n') + first.errors.join('\n')).not.toContain('password');
    expect(first.out.join('\n')).toContain('candles: in plain tables: found no extension timescaledb in this database');
    await first.stop();
    const { rows } = await server.connect().query('SELECT DISTINCT symbol FROM candles_simulated.candle_1m_readable ORDER BY symbol');
    expect(rows.map(({ symbol }) => symbol)).toEqual(['BTC_USDT', 'ETH_USDT']);
    await (await start()).until(200);
  });
});
