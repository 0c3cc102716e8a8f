import { endpoints } from '@prate/mexc-protocol';
import * as ccxt from 'ccxt';

/** Paths with their cost, by access and verb. */
type Api = Readonly<Record<'public' | 'private', Readonly<Record<string, Readonly<Record<string, number>>>>>>;

const bases = { public: '/api/v1/contract', private: '/api/v1/private' } as const;
const nameless = (path: string): string => path.replace(/\{\w+\}/g, '{}');

/** Every futures endpoint that the package itself declares, as `GET /api/v1/…/{}`. */
function endpointsOfCcxt(): readonly string[] {
  const { contract } = (new ccxt.mexc().describe() as { api: { contract: Api } }).api;
  return (['public', 'private'] as const).flatMap((access) =>
    Object.entries(contract[access]).flatMap(([verb, paths]) =>
      Object.keys(paths).map((path) => `${verb.toUpperCase()} ${bases[access]}/${nameless(path)}`),
    ),
  );
}

describe(`the futures endpoints of ccxt ${ccxt.version}`, () => {
  const ours = new Set(Object.values(endpoints).map(({ verb, path }) => `${verb} ${nameless(path)}`));
  const theirs = endpointsOfCcxt();

  it('default: they are as many as expected, or ccxt has learned some', () => {
    expect(theirs).toHaveLength(94);
  });

  it.each(theirs)('behavior: %s is a row of our table', (endpoint) => {
    expect(ours).toContain(endpoint);
  });
});
