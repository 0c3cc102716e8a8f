import { type EndpointRow, mutation, privateRead } from './endpoint-row';

const BLACKLIST = '/api/v1/private/market_maker/self_trade/blacklist';

/** Groups of accounts that do not trade with each other (reference, 5.13); market makers only. */
export const marketMakerEndpoints = {
  'list-self-trade-groups': { ...privateRead, path: BLACKLIST },
  'search-self-trade-group': { ...privateRead, path: `${BLACKLIST}/search` },
  'create-self-trade-group': { ...mutation, path: `${BLACKLIST}/create` },
  'update-self-trade-group': { ...mutation, path: `${BLACKLIST}/update` },
  'delete-self-trade-group': { ...mutation, path: `${BLACKLIST}/delete` },
} as const satisfies Readonly<Record<string, EndpointRow>>;
