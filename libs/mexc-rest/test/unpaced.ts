import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import type { MexcRestConfig } from '../src/config';

/** For tests of something else: no window is ever full. */
export const unpaced = {
  hostRequestsPerSecond: 1_000_000,
  limits: Object.fromEntries((Object.keys(endpoints) as EndpointName[]).map((name) => [name, { count: 1_000_000, windowMs: 1 }])),
} satisfies MexcRestConfig;
