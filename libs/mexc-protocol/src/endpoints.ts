import { accountEndpoints } from './endpoints/account-endpoints';
import type { EndpointRow } from './endpoints/endpoint-row';
import { marketEndpoints } from './endpoints/market-endpoints';
import { orderEndpoints } from './endpoints/order-endpoints';
import { positionEndpoints } from './endpoints/position-endpoints';

/** Every endpoint that the packages of this repository use (reference, sections 4 and 5). */
export const endpoints = {
  ...marketEndpoints,
  ...accountEndpoints,
  ...positionEndpoints,
  ...orderEndpoints,
} as const satisfies Readonly<Record<string, EndpointRow>>;

export type EndpointName = keyof typeof endpoints;

/** REST address of the venue since 2026-01-19. */
export const MEXC_REST_URL = 'https://api.mexc.com';
