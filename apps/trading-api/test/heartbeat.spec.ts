import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { marketBuy, ORDERS, RunningApi } from './running-api';

const TOKEN = 'token-of-the-watchdog';

/** A watchdog that answers as it is told. */
async function startWatchdog() {
  const heard: { path: string; token: string | undefined; body: Record<string, unknown> }[] = [];
  const scene = { status: 200, answer: { condition: 'armed' } as object };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ path: request.url ?? '', token: request.headers.authorization, body: JSON.parse(body) as Record<string, unknown> });
      response.writeHead(scene.status, { 'content-type': 'application/json' }).end(JSON.stringify(scene.answer));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { heard, scene, stop, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const until = async (isTrue: () => boolean): Promise<void> => {
  for (const endMs = Date.now() + 10_000; !isTrue();) {
    if (Date.now() > endMs) throw new Error(`waited for ${String(isTrue)}`);
    await new Promise((done) => setTimeout(done, 20));
  }
};

let running: { watchdog: Awaited<ReturnType<typeof startWatchdog>>; api: RunningApi } | undefined;
afterEach(async () => {
  await running?.api.stop();
  await running?.watchdog.stop();
});

test('default: beats once it is connected; the watchdog has fired: trading is halted; a planned stop stands down (R-224)', async () => {
  const watchdog = await startWatchdog();
  const folder = mkdtempSync(join(tmpdir(), 'prate-heartbeat-'));
  const tokenFile = join(folder, 'token');
  const env = { WATCHDOG_URL: watchdog.url, WATCHDOG_TOKEN_FILE: tokenFile, WATCHDOG_SILENCE_SECONDS: '1' };
  const api = await RunningApi.start({ env });
  running = { watchdog, api };
  // The watchdog makes its token when it starts, be it later than the host.
  await until(() => api.errors.some((line) => line.includes('watchdog: not beating')));
  writeFileSync(tokenFile, `${TOKEN}\n`);
  await until(() => watchdog.heard.length >= 2);
  expect(watchdog.heard[0]).toEqual({
    path: '/beat',
    token: `Bearer ${TOKEN}`,
    body: { session: expect.any(String), sequence: expect.any(Number), state: expect.any(String), silenceMs: 1_000 },
  });
  expect([...api.out, ...api.errors].join('\n')).not.toContain(TOKEN);

  await api.until(200);
  expect((await api.request('POST', ORDERS, { body: marketBuy })).status).toBe(201);
  watchdog.scene.status = 409;
  watchdog.scene.answer = { code: 'fired', reason: 'no beat for 1034 ms', firedAtMs: 7 };
  await until(() => api.errors.some((line) => line.includes('trading is halted')));
  expect(await api.request('POST', ORDERS, { body: marketBuy })).toMatchObject({ status: 422, body: { code: 'trading-halted' } });
  const close = { ...marketBuy, side: 'sell', effect: 'close', leverage: undefined, marginMode: undefined };
  expect((await api.request('POST', ORDERS, { body: close })).status).toBe(201);

  watchdog.scene.status = 200;
  await api.stop();
  expect(watchdog.heard.at(-1)).toMatchObject({ path: '/stand-down', body: { reason: 'the trading API stops as planned' } });
  rmSync(folder, { recursive: true });
});
