import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Credentials, MexcFuturesAuth, RequestClock } from '@prate/mexc-auth';
import { type EndpointName, type EndpointRow, endpoints, MexcError } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { MexcFuturesRest, type MexcRestConfig } from '../src';
import { damaged } from './fixtures/damaged';
import { raw, type RawServer, startRawServer } from './raw-server';
import { unpaced } from './unpaced';

/** One call, answered from a file. */
export interface ReplayCase {
  readonly endpoint: EndpointName;
  /** `fixtures/rest/<endpoint>.<fixture>.json` of the protocol: the whole answer. */
  readonly fixture: string;
  readonly call: (rest: MexcFuturesRest) => Promise<unknown>;
  /** Path and query exactly as they must arrive. */
  readonly url: string;
  /** Exactly the body that must arrive; `golden`: the one in `golden/<endpoint>.json`, whatever its white space. */
  readonly body?: string;
  /** What the call gives. */
  readonly value?: unknown;
  /** Where the call ends as an error instead. */
  readonly error?: object;
}

const keys = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };
const REQUEST_TIME_MS = 1767225600123;
const fixtures = join(__dirname, '../../mexc-protocol/fixtures/rest');

export function readFixture(name: string): string {
  return readFileSync(join(fixtures, `${name}.json`), 'utf8');
}

/** A client of a raw server, as a family of tests needs it; its clock begins anew with each. */
export function startClient(config: MexcRestConfig = {}) {
  let server: RawServer | undefined;
  let rest: MexcFuturesRest | undefined;
  beforeAll(async () => {
    server = await startRawServer();
  });
  beforeEach(() => {
    // The server time of one fixture must not move the signature of the next.
    const clock = new RequestClock({ nowMs: () => REQUEST_TIME_MS });
    const auth = new MexcFuturesAuth({ credentials: new Credentials(keys), clock });
    rest = new MexcFuturesRest({ ...unpaced, baseUrl: (server as RawServer).url, auth, ...config });
  });
  afterEach(() => rest?.close());
  afterAll(() => server?.stop());
  return {
    get server() {
      return server as RawServer;
    },
    get rest() {
      return rest as MexcFuturesRest;
    },
  };
}

/** Plays the cases: verb, path, query, body and signature as they arrive, and the answer as it is read. */
export function replay(cases: readonly ReplayCase[], config?: MexcRestConfig): void {
  const client = startClient(config);

  it.each(cases.map((each) => [`${each.endpoint}.${each.fixture}`, each] as const))('default: %s', async (name, each) => {
    client.server.arrivals.length = 0;
    client.server.answer = raw(200, readFixture(name));
    const outcome = each.call(client.rest);
    if (each.error === undefined) expect(await outcome).toEqual(each.value);
    else await expect(outcome).rejects.toMatchObject(each.error);

    expect(client.server.arrivals).toHaveLength(1);
    const [{ method, url, body, headers }] = client.server.arrivals as [(typeof client.server.arrivals)[0]];
    const row: EndpointRow = endpoints[each.endpoint];
    expect(`${method} ${url}`).toBe(`${row.verb} ${each.url}`);
    expect(url.split('?')[0]).toMatch(new RegExp(`^${row.path.replace(/\{\w+\}/g, '[^/]+')}$`));
    expect(body).toBe(each.body === 'golden' ? goldenBody(each.endpoint) : (each.body ?? ''));
    const { apikey, signature, 'request-time': requestTime } = headers;
    const signed = method === 'GET' ? (url.split('?')[1] ?? '') : body;
    expect({ apikey, signature, requestTime }).toEqual(
      row.isSigned
        ? {
            apikey: keys.apiKey,
            signature: new Credentials(keys).sign(`${keys.apiKey}${REQUEST_TIME_MS}${signed}`),
            requestTime: String(REQUEST_TIME_MS),
          }
        : {},
    );
  });

  const answers = new Map(cases.filter(({ fixture }) => fixture !== 'nothing').map((each) => [`${each.endpoint}.${each.fixture}`, each]));
  it.each([...answers])('behavior: %s, damaged: a typed error or a clean value', async (name, each) => {
    await fc.assert(
      fc.asyncProperty(damaged(readFixture(name)), async (text) => {
        client.server.answer = raw(200, text);
        const outcome = await each.call(client.rest).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(MexcError);
        else expect(numbersIn(outcome).every(Number.isSafeInteger)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('behavior: every fixture says where it comes from', () => {
    const provenance = readFileSync(join(fixtures, '../PROVENANCE.md'), 'utf8');
    expect(cases.filter(({ endpoint }) => !provenance.includes(`\`${endpoint}\``))).toEqual([]);
  });
}

/** Of families whose writes risk money: the body of each POST stands in a file, too. */
export function requireGoldenBodies(cases: readonly ReplayCase[]): void {
  it('behavior: each POST has its golden body', () => {
    const golden = new Set(cases.filter(({ body }) => body === 'golden').map(({ endpoint }) => endpoint));
    const posts = cases.map(({ endpoint }) => endpoint).filter((name) => endpoints[name].verb === 'POST');
    expect(posts.filter((name) => !golden.has(name))).toEqual([]);
  });
}

/** Every number in a value, however deep. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** The rows of a family, by the beginning of their paths. */
export function rowsUnder(path: string): EndpointName[] {
  return (Object.keys(endpoints) as EndpointName[]).filter((name) => endpoints[name].path.startsWith(path)).sort();
}

function goldenBody(endpoint: EndpointName): string {
  const text = readFileSync(join(__dirname, 'golden', `${endpoint}.json`), 'utf8');
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_whole, words: string | undefined) => words ?? '');
}
