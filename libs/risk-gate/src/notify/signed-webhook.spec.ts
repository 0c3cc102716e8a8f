import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { SignedWebhook } from './signed-webhook';

const secret = 'a-secret-of-this-test';
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;

beforeEach(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => answer(request, response, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const hook = (timeoutMs?: number) =>
  new SignedWebhook({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, secret, ...(timeoutMs && { timeoutMs }) });

test('default: the body as sent and its time are signed', async () => {
  let seen: { headers: IncomingMessage['headers']; body: string } | undefined;
  answer = (request, response, body) => {
    seen = { headers: request.headers, body };
    response.writeHead(204).end();
  };
  await hook().send({ kind: 'tripped', message: 'trading is halted' }, 1_791_374_400_000);
  expect(seen?.body).toBe('{"kind":"tripped","message":"trading is halted"}');
  // printf '%s' '1791374400000.{"kind":"tripped","message":"trading is halted"}' | openssl dgst -sha256 -hmac a-secret-of-this-test
  const expected = 'd927051aa0aec6d7858cef6afaa64f4eafb13a968df8a1c6f1c74a277628af1c';
  expect(seen?.headers).toMatchObject({ 'x-prate-timestamp': '1791374400000', 'x-prate-signature': `sha256=${expected}` });
});

test.each([
  ['HTTP 500', 500, 'found HTTP 500, expected 2xx'],
  ['a redirect', 302, 'found no answer'],
])('error: %s', async (_, status, message) => {
  answer = (__, response) => response.writeHead(status, { Location: 'http://127.0.0.1:1/' }).end();
  await expect(hook().send({}, 1)).rejects.toThrow(message);
});

test('error: one that hangs is given up, and no error tells where it is or the secret', async () => {
  answer = () => undefined;
  const webhook = hook(50);
  const error: unknown = await webhook.send({}, 1).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/expected one within 50 ms/);
  expect(inspect(error, { depth: null }) + inspect(webhook)).not.toMatch(new RegExp(`${secret}|/hook`));
});
