import { MexcFuturesRest } from '../mexc-futures-rest';
import { type ReplayedAnswer, ReplayServer } from './replay-server';

const ping: ReplayedAnswer = { request: 'GET /api/v1/contract/ping', answer: '{"success":true,"code":0,"data":5}' };

async function replay(answers: readonly ReplayedAnswer[], use: (rest: MexcFuturesRest, server: ReplayServer) => Promise<void>) {
  const server = await ReplayServer.start(answers);
  const rest = new MexcFuturesRest({ baseUrl: server.url });
  await use(rest, server).finally(async () => {
    rest.close();
    await server.stop();
  });
}

describe('ReplayServer', () => {
  it('default: gives each answer once, in order', () =>
    replay([ping, { ...ping, answer: '{"success":true,"data":6}' }], async (rest, server) => {
      expect([await rest.public.getServerTime(), await rest.public.getServerTime()]).toEqual([5, 6]);
      server.verify();
      expect(server.requests).toEqual([
        { request: ping.request, body: '' },
        { request: ping.request, body: '' },
      ]);
    }));

  it('args: a query counts where one is written', () =>
    replay([{ request: 'GET /api/v1/contract/detail?symbol=ETH_USDT', answer: '{"success":true,"data":[]}' }], async (rest, server) => {
      await expect(rest.public.getContractDetail({ symbol: 'BTC_USDT' })).rejects.toThrow('HTTP 404');
      expect(() => server.verify()).toThrow(
        'found GET /api/v1/contract/detail?symbol=BTC_USDT, expected one of GET /api/v1/contract/detail?symbol=ETH_USDT; ' +
          'found no GET /api/v1/contract/detail?symbol=ETH_USDT, expected one',
      );
    }));

  it('args: hang up, and a status', () =>
    replay([{ ...ping, answer: 'hang up' }, { ...ping, answer: '', status: 502 }, ping], async (rest, server) => {
      expect(await rest.public.getServerTime()).toBe(5);
      server.verify();
    }));

  it('error: an answer that nobody asked for', () =>
    replay([ping], async (_rest, server) => {
      expect(() => server.verify()).toThrow('found no GET /api/v1/contract/ping, expected one');
    }));
});
