import { Test } from '@nestjs/testing';
import { CredentialsMissingError } from '../errors';
import { MexcFuturesAuth } from '../mexc-futures-auth';
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

  it('error: empty keys stop the start', async () => {
    const module = MexcAuthModule.forRoot({ credentials: { apiKey: ' ', apiSecret: ' ' } });
    await expect(Test.createTestingModule({ imports: [module] }).compile()).rejects.toThrow(CredentialsMissingError);
  });
});
