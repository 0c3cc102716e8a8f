import type { MexcSimulator } from '@prate/mexc-simulator';

/** Whose keys sign: none at all suit the public calls. */
export type CcxtKeys = { readonly apiKey: string; readonly apiSecret: string };

/**
 * What somebody who has ccxt changes to meet the simulator: addresses and keys. `defaultType` is what every futures user of ccxt sets;
 * `isPaced` is ccxt's own pace, needless where the simulator's limits are off.
 */
export function ccxtSettings({ restUrl, wsUrl }: MexcSimulator, { keys, isPaced = false }: { keys?: CcxtKeys; isPaced?: boolean } = {}) {
  return {
    ...(keys === undefined ? {} : { apiKey: keys.apiKey, secret: keys.apiSecret }),
    options: { defaultType: 'swap' },
    enableRateLimit: isPaced,
    urls: {
      api: {
        spot: { public: restUrl, private: restUrl },
        contract: { public: `${restUrl}/api/v1/contract`, private: `${restUrl}/api/v1/private` },
        ws: { swap: wsUrl },
      },
    },
  };
}
