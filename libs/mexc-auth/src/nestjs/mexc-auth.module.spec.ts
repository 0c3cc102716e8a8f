import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CredentialsMissingError } from '../errors';
import { MexcFuturesAuth } from '../mexc-futures-auth';
import { InjectMexcAuth, mexcAuthToken } from './mexc-auth-token';
import { MexcAuthModule } from './mexc-auth.module';

const credentials = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };

describe('MexcAuthModule', () => {
  it('default: forRoot provides MexcFuturesAuth', async () => {
    const app = await Test.createTestingModule({ imports: [MexcAuthModule.forRoot({ credentials })] }).compile();
    expect(app.get(MexcFuturesAuth)).toBeInstanceOf(MexcFuturesAuth);
    await app.close();
  });

  it('args: forRootAsync takes a factory', async () => {
    const module = MexcAuthModule.forRootAsync({ useFactory: () => Promise.resolve({ credentials }) });
    const app = await Test.createTestingModule({ imports: [module] }).compile();
    expect(app.get(MexcFuturesAuth).signLogin().apiKey).toBe(credentials.apiKey);
    await app.close();
  });

  it('args: accounts with names stay apart, and one provider may have them all', async () => {
    @Injectable()
    class Desk {
      constructor(
        @InjectMexcAuth() readonly main: MexcFuturesAuth,
        @InjectMexcAuth('hedge') readonly hedge: MexcFuturesAuth,
        @InjectMexcAuth('third') readonly third: MexcFuturesAuth,
      ) {}
    }
    const keyOf = (apiKey: string) => ({ credentials: { apiKey, apiSecret: 'secret' } });
    const imports = [
      MexcAuthModule.forRoot({ credentials }),
      MexcAuthModule.forRoot({ name: 'hedge', ...keyOf('hedge-key') }),
      MexcAuthModule.forRootAsync({ name: 'third', useFactory: () => keyOf('third-key') }),
    ];
    const app = await Test.createTestingModule({ imports, providers: [Desk] }).compile();
    const { main, hedge, third } = app.get(Desk);
    expect([main, hedge, third].map((auth) => auth.signLogin().apiKey)).toEqual([credentials.apiKey, 'hedge-key', 'third-key']);
    expect(app.get(mexcAuthToken('hedge'))).toBe(hedge);
    expect(hedge.clock).not.toBe(main.clock);
    await app.close();
  });

  it('error: empty keys stop the start', async () => {
    const module = MexcAuthModule.forRoot({ credentials: { apiKey: ' ', apiSecret: ' ' } });
    await expect(Test.createTestingModule({ imports: [module] }).compile()).rejects.toThrow(CredentialsMissingError);
  });
});
