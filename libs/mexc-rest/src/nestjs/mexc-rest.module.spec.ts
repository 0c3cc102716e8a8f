import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcAuthModule } from '@prate/mexc-auth/nestjs';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ok, raw, type RawServer, startRawServer } from '../../test/raw-server';
import { TransportError } from '../errors';
import { MemoryLeaseStore } from '../lease/memory-lease-store';
import { SenderLease } from '../lease/sender-lease';
import { MexcFuturesRest } from '../mexc-futures-rest';
import { MexcRestHealth } from './mexc-rest-health';
import { InjectMexcRest, mexcRestHealthToken, mexcRestToken } from './mexc-rest-token';
import { MexcRestModule } from './mexc-rest.module';

const credentials = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };

let server: RawServer;
beforeAll(async () => {
  server = await startRawServer();
});
afterAll(() => server.stop());

describe('MexcRestModule', () => {
  it('default: forRoot provides MexcFuturesRest, and the end of the app closes it', async () => {
    const app = await Test.createTestingModule({ imports: [MexcRestModule.forRoot({ baseUrl: server.url })] }).compile();
    const rest = app.get(MexcFuturesRest);
    server.answer = ok('5');
    expect(await rest.public.getServerTime()).toBe(5);
    await app.close();
    await expect(rest.public.getServerTime()).rejects.toThrow(TransportError);
  });

  it('args: forRootAsync over MexcAuthModule', async () => {
    const module = MexcRestModule.forRootAsync({
      imports: [MexcAuthModule.forRoot({ credentials })],
      inject: [MexcFuturesAuth],
      useFactory: (auth: MexcFuturesAuth) => ({ baseUrl: server.url, auth }),
    });
    const app = await Test.createTestingModule({ imports: [module] }).compile();
    server.answer = ok('[]');
    expect(await app.get(MexcFuturesRest).private.getAssets()).toEqual([]);
    expect(server.arrivals.at(-1)?.headers['apikey']).toBe(credentials.apiKey);
    await app.close();
  });

  it('behavior: two accounts in one provider: each signs with its own key, and each is closed', async () => {
    @Injectable()
    class Desk {
      constructor(
        @InjectMexcRest() readonly main: MexcFuturesRest,
        @InjectMexcRest('hedge') readonly hedge: MexcFuturesRest,
      ) {}
    }
    const auth = new MexcFuturesAuth({ credentials });
    const hedge = MexcRestModule.forRootAsync({
      name: 'hedge',
      useFactory: () => ({
        baseUrl: server.url,
        auth: new MexcFuturesAuth({ credentials: { apiKey: 'hedge-key', apiSecret: 'hedge-secret' } }),
      }),
    });
    const imports = [MexcRestModule.forRoot({ baseUrl: server.url, auth }), hedge];
    const app = await Test.createTestingModule({ imports, providers: [Desk] }).compile();
    const desk = app.get(Desk);
    expect(app.get(mexcRestToken('hedge'))).toBe(desk.hedge);
    server.answer = ok('[]');
    server.arrivals.length = 0;
    await desk.main.private.getAssets();
    await desk.hedge.private.getAssets();
    expect(server.arrivals.map(({ headers }) => headers['apikey'])).toEqual([credentials.apiKey, 'hedge-key']);
    await app.close();
    await expect(desk.main.private.getAssets()).rejects.toThrow(TransportError);
    await expect(desk.hedge.private.getAssets()).rejects.toThrow(TransportError);
  });

  it('behavior: a client that signs has its clock set by schedule; the end of the app stops it', async () => {
    const startClockSync = jest.spyOn(MexcFuturesRest.prototype, 'startClockSync');
    const auth = new MexcFuturesAuth({ credentials });
    const imports = [
      MexcRestModule.forRoot({ name: 'public', baseUrl: server.url }),
      MexcRestModule.forRoot({ baseUrl: server.url, auth }),
    ];
    const app = await Test.createTestingModule({ imports }).compile();
    await app.init();
    expect(startClockSync.mock.contexts).toEqual([app.get(MexcFuturesRest)]);
    const stopped = jest.spyOn(app.get(MexcFuturesRest), 'close');
    await app.close();
    expect(stopped).toHaveBeenCalledTimes(1);
    startClockSync.mockRestore();
  });

  it('behavior: health is down while the host is left alone, for the account that met the firewall', async () => {
    const config = { baseUrl: server.url, hostRequestsPerSecond: 8 };
    const imports = [MexcRestModule.forRoot(config), MexcRestModule.forRoot({ name: 'hedge', ...config })];
    const app = await Test.createTestingModule({ imports }).compile();
    const health = app.get(MexcRestHealth);
    const idle = { urgent: 8, order: 6, read: 6 };
    expect(await health.isHealthy()).toEqual({
      'mexc-rest': { status: 'up', hostPausedForMs: 0, headroom: idle, waiting: { urgent: 0, order: 0, read: 0 } },
    });
    server.answer = raw(403, '<html></html>', 'text/html');
    await expect(app.get(MexcFuturesRest).public.getServerTime()).rejects.toThrow('HTTP 403');
    const { 'mexc-rest': main } = await health.isHealthy();
    expect(main).toMatchObject({ status: 'down', headroom: { urgent: 3, order: 2, read: 2 } });
    expect(main?.hostPausedForMs).toBeGreaterThan(80_000);
    expect(main?.lastAnswerAgeMs).toBeGreaterThanOrEqual(0);
    const hedge = app.get<MexcRestHealth>(mexcRestHealthToken('hedge'));
    expect(await hedge.isHealthy()).toMatchObject({ 'mexc-rest-hedge': { status: 'up' } });
    await app.close();
  });

  it('args: a lease passes through; health tells of it, and a client that waits for its turn is up', async () => {
    const store = new MemoryLeaseStore();
    const [mine, other] = ['here', 'there'].map((owner) => new SenderLease({ store, account: 'main', owner })) as [
      SenderLease,
      SenderLease,
    ];
    await other.acquire();
    const app = await Test.createTestingModule({ imports: [MexcRestModule.forRoot({ baseUrl: server.url, lease: mine })] }).compile();
    const health = app.get(MexcRestHealth);
    const waiting = { account: 'main', owner: 'here', isHeld: false };
    expect(await health.isHealthy()).toMatchObject({ 'mexc-rest': { status: 'up', lease: waiting } });
    await other.release();
    await mine.acquire();
    expect(await health.isHealthy()).toMatchObject({ 'mexc-rest': { status: 'up', lease: { ...waiting, isHeld: true, fencingToken: 2 } } });
    await app.close();
    await mine.close();
  });
});
