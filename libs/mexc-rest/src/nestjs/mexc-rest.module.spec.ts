import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcAuthModule } from '@prate/mexc-auth/nestjs';
import { Test } from '@nestjs/testing';
import { ok, type RawServer, startRawServer } from '../../test/raw-server';
import { TransportError } from '../errors';
import { MexcFuturesRest } from '../mexc-futures-rest';
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
});
