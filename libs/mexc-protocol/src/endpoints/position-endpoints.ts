import { type EndpointRow, mutation, privateRead } from './endpoint-row';

/** Positions and leverage (reference, 5.3 to 5.6). */
export const positionEndpoints = {
  'list-open-positions': { ...privateRead, path: '/api/v1/private/position/open_positions' },
  'get-position-mode': { ...privateRead, path: '/api/v1/private/position/position_mode' },
  'get-leverage': { ...privateRead, path: '/api/v1/private/position/leverage' },
  'change-leverage': { ...mutation, path: '/api/v1/private/position/change_leverage', limit: { count: 10, windowMs: 10_000 } },
} as const satisfies Readonly<Record<string, EndpointRow>>;
