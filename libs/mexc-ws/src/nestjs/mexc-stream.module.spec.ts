import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcAuthModule } from '@prate/mexc-auth/nestjs';
import { Test } from '@nestjs/testing';
import { politeAnswer, testCredentials } from '../../test/venue-grammar';
import { StreamClosedError } from '../errors';
import { MexcFuturesStream } from '../mexc-futures-stream';
import { ManualTimer } from '../testing/manual-timer';
import { ScriptedSocket } from '../testing/scripted-socket';
import { MexcStreamHealth } from './mexc-stream.health';
import { MexcStreamModule, mexcStreamToken } from './mexc-stream.module';

function venue() {
  const socket = new ScriptedSocket((text) => [politeAnswer(text)]);
  const timer = new ManualTimer();
  return { socket, timer, config: { openSocket: socket.openSocket, timer } };
}

describe('MexcStreamModule', () => {
  it('default: forRoot provides the stream and its health; the end of the app disconnects', async () => {
    const { socket, timer, config } = venue();
    const app = await Test.createTestingModule({ imports: [MexcStreamModule.forRoot(config)] }).compile();
    const stream = app.get(MexcFuturesStream);
    const health = app.get(MexcStreamHealth);
    expect(socket.attempts).toBe(0);
    expect(health.info()).toEqual({ isUp: true, privateState: 'off', publicTopics: 0, publicTopicsFlowing: 0 });
    stream.public.watchContracts({ onEvent: () => undefined });
    expect(health.info()).toMatchObject({ isUp: false, publicTopics: 1 });
    await timer.advance(5_000);
    expect(health.info()).toMatchObject({ isUp: true, publicAgeMs: 5_000 });
    await app.close();
    expect([socket.open, timer.waiting]).toEqual([0, 0]);
    expect(() => stream.public.watchContracts({ onEvent: () => undefined })).toThrow(StreamClosedError);
  });

  it('args: forRootAsync over MexcAuthModule', async () => {
    const { timer, config } = venue();
    const module = MexcStreamModule.forRootAsync({
      imports: [MexcAuthModule.forRoot({ credentials: testCredentials })],
      inject: [MexcFuturesAuth],
      useFactory: (auth: MexcFuturesAuth) => ({ ...config, auth }),
    });
    const app = await Test.createTestingModule({ imports: [module] }).compile();
    const connected = app.get(MexcFuturesStream).connectPrivate();
    await timer.advance(100);
    await connected;
    expect(app.get(MexcStreamHealth).info()).toMatchObject({ isUp: true, privateState: 'ready', privateAgeMs: 50 });
    await app.close();
    expect(timer.waiting).toBe(0);
  });

  it('args: named streams beside the first, each closed with the app', async () => {
    const [first, second, third] = [venue(), venue(), venue()];
    const imports = [
      MexcStreamModule.forRoot(first.config),
      MexcStreamModule.named('second', second.config),
      MexcStreamModule.named('third', third.config),
    ];
    const app = await Test.createTestingModule({ imports }).compile();
    const streams = [app.get(MexcFuturesStream), ...['second', 'third'].map((name) => app.get<MexcFuturesStream>(mexcStreamToken(name)))];
    expect(new Set(streams).size).toBe(3);
    for (const stream of streams) stream.public.watchContracts({ onEvent: () => undefined });
    for (const { timer } of [first, second, third]) await timer.advance(100);
    expect([first, second, third].map(({ socket }) => socket.open)).toEqual([1, 1, 1]);
    await app.close();
    expect([first, second, third].map(({ socket, timer }) => [socket.open, timer.waiting])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });
});
