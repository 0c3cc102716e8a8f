import { Agent, request } from 'node:http';
import { type Candidate, RESTING } from './candidate';
import { openClients } from './open-clients';
import type { VenueAddress } from './start-venues';

const PATH = '/api/v1/private/order/create';

/** A POST of the same bytes by `node:http` on a connection that stays; signed before the clock runs, and nothing of the answer understood. */
export function bareCandidate(venue: VenueAddress): Candidate & { prepare(): void } {
  const { auth, rest, close } = openClients(venue);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(venue.restUrl);
  let count = 0;
  let bytes = { body: '', headers: {} as Record<string, string | number> };
  const prepare = (): void => {
    count += 1;
    const { symbol, price, contracts, leverage } = RESTING;
    const externalOid = `p0000000000${String(count).padStart(20, '0')}`;
    const terms = {
      symbol,
      price: Number(price),
      vol: Number(contracts),
      leverage,
      side: 1,
      type: 1,
      openType: 1,
      externalOid,
      positionMode: 1,
    };
    const body = JSON.stringify(terms);
    bytes = { body, headers: { ...auth.signRequest({ verb: 'POST', body }).headers, 'Content-Length': Buffer.byteLength(body) } };
  };
  return {
    name: 'node:http POST of the same bytes',
    prepare,
    place: () =>
      new Promise((resolve, reject) => {
        const { body, headers } = bytes;
        const sent = request({ hostname, port, path: PATH, method: 'POST', agent, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (part: string) => (text += part));
          answer.on('end', () => (text.startsWith('{"success":true') ? resolve() : reject(new Error(`bare: ${text}`))));
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    tidy: async () => void (await rest.private.cancelAllOrders({ symbol: RESTING.symbol })),
    close: async () => {
      agent.destroy();
      await close();
    },
  };
}
