import { type EndpointRow, privateRead } from './endpoint-row';

/** Account (reference, 5.1 and 5.2). */
export const accountEndpoints = {
  'get-assets': { ...privateRead, path: '/api/v1/private/account/assets' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
