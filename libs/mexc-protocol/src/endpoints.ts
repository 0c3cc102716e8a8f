import { accountEndpoints } from './endpoints/account-endpoints';
import type { EndpointRow } from './endpoints/endpoint-row';
import { marketEndpoints } from './endpoints/market-endpoints';
import { marketMakerEndpoints } from './endpoints/market-maker-endpoints';
import { orderEndpoints } from './endpoints/order-endpoints';
import { planOrderEndpoints } from './endpoints/plan-order-endpoints';
import { positionEndpoints } from './endpoints/position-endpoints';
import { stopOrderEndpoints } from './endpoints/stop-order-endpoints';
import { trackOrderEndpoints } from './endpoints/track-order-endpoints';

/** Every documented endpoint of MEXC Futures, and those that only clients know (reference, sections 4 and 5). */
export const endpoints = {
  ...marketEndpoints,
  ...accountEndpoints,
  ...positionEndpoints,
  ...orderEndpoints,
  ...planOrderEndpoints,
  ...stopOrderEndpoints,
  ...trackOrderEndpoints,
  ...marketMakerEndpoints,
} as const satisfies Readonly<Record<string, EndpointRow>>;

export type EndpointName = keyof typeof endpoints;

/** REST address of the venue since 2026-01-19. */
export const MEXC_REST_URL = 'https://api.mexc.com';
