import { MEXC_REST_URL } from '@prate/mexc-protocol';

/**
 * Addresses that need no explicit allowance; the simulator, on this machine, needs none either.
 *
 * - `live`: the venue
 * - `testnet`: not documented by the venue; takes production keys and has a balance of its own (reference 1.1, measured 2026-09-17)
 */
export const restPresets = { live: MEXC_REST_URL, testnet: 'https://futures.testnet.mexc.com' } as const;
