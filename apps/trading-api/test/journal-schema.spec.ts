import { SystemClock } from '@prate/execution-interface';
import { buildIntent, buildTrade } from '@prate/execution-interface/testing';
import { type PostgresServer, isPostgresHere, startPostgresServer } from '@prate/test-support';
import { runKill } from '../src/cli/run-kill';
import { readEnvironment } from '../src/environment';
import { type OpenJournal, openJournal } from '../src/open-journal';
import { describeStartError } from '../src/start-error';

if (!isPostgresHere) console.log('journal-schema: not run, because no embedded server is installed for this platform');

(isPostgresHere ? describe : describe.skip)('two accounts with their journals in one database', () => {
  let server: PostgresServer;
  const opened: OpenJournal[] = [];

  beforeAll(async () => {
    server = await startPostgresServer();
  }, 60_000);

  afterEach(async () => {
    for (let one = opened.pop(); one !== undefined; one = opened.pop()) await one.close();
  });

  afterAll(() => server.stop());

  const envOf = (account: string, schema?: string): Record<string, string> => ({
    TRADING_MODE: 'live',
    MEXC_API_KEY: 'key',
    MEXC_SECRET_KEY: 'secret',
    API_TOKEN: 'token-of-the-live-api',
    // Nobody listens there.
    API_PORT: '1',
    ACCOUNT_NAME: account,
    JOURNAL_DATABASE: server.url,
    ...(schema === undefined ? {} : { JOURNAL_SCHEMA: schema }),
  });

  const open = async (account: string, schema?: string): Promise<OpenJournal> => {
    const one = await openJournal(readEnvironment(envOf(account, schema)), new SystemClock());
    opened.push(one);
    return one;
  };

  const kill = async (args: string[], env: Record<string, string>) => {
    const lines: string[] = [];
    const line = (text: string): void => void lines.push(text);
    return { exitCode: await runKill(args, env, { say: line, complain: line, user: 'anna' }), text: lines.join('\n') };
  };

  test('behavior: nothing of one is seen, refused or halted by the other', async () => {
    const [main, hedge] = await Promise.all([open('main', 'journal_main'), open('hedge', 'journal_hedge')]);
    const intent = buildIntent('the-same-id');
    await main.journal.record(intent);
    await main.journal.settle(intent.clientOrderId, { state: 'unknown', code: 'timeout' });
    await main.journal.archiveTrades([buildTrade('fill-1')]);
    await main.dayStarts.keep(0, { USDT: '10000' });
    await main.killSwitch.set({ state: 'halted', reason: 'drill', by: 'anna' });

    expect(await hedge.journal.get(intent.clientOrderId)).toBeUndefined();
    expect(await hedge.journal.listUnsettled()).toEqual([]);
    expect(await hedge.journal.story(intent.clientOrderId)).toEqual([]);
    expect(await hedge.journal.listTrades()[Symbol.asyncIterator]().next()).toMatchObject({ done: true });
    expect(await hedge.dayStarts.read(0)).toBeUndefined();
    expect((await hedge.killSwitch.read()).state).toBe('active');
    await hedge.journal.record(intent);
    expect((await main.journal.get(intent.clientOrderId))?.outcome).toEqual({ state: 'unknown', code: 'timeout' });
  });

  test('error: another account in the same schema is refused, also where none was named; nothing is changed', async () => {
    const first = await open('main');
    await first.journal.record(buildIntent('of-main'));
    const refused: unknown = await open('hedge').catch((error: unknown) => error);
    expect(describeStartError(refused)).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/^Not started: .*\(schema order_journal\): found a journal of account main, expected hedge/),
    });
    expect(await first.journal.listUnsettled()).toHaveLength(1);
  });

  test('behavior: by hand, the switch of the schema that is named is thrown, and no journal is made for it', async () => {
    await (await open('third', 'journal_third')).close();
    const trip = ['trip', '--reason', 'drill', '--journal'];
    expect((await kill(trip, envOf('third', 'journal_third'))).text).toContain('Trading is halted');
    expect((await (await open('third', 'journal_third')).killSwitch.read()).state).toBe('halted');
    const wrong = await kill(trip, envOf('third', 'jurnal_third'));
    expect(wrong).toMatchObject({ exitCode: 1, text: expect.stringMatching(/schema jurnal_third\): found no journal there/) });
    expect((await kill(['status', '--journal'], envOf('third', 'jurnal_third'))).exitCode).toBe(1);
  });
});
