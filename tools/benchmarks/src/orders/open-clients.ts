import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import type { VenueAddress } from './start-venues';

/** Nothing waits for a place: what is measured is the way, not the pace. */
const UNLIMITED = Object.fromEntries(
  (Object.keys(endpoints) as EndpointName[]).map((name) => [name, { count: 1_000_000, windowMs: 1_000 }]),
) as unknown as NonNullable<ConstructorParameters<typeof MexcFuturesRest>[0]>['limits'];

/** Our clients of one simulator, as a host has them: REST, stream, market data. */
export function openClients({ restUrl, wsUrl, keys }: VenueAddress) {
  const auth = new MexcFuturesAuth({ credentials: keys });
  const rest = new MexcFuturesRest({ baseUrl: restUrl, auth, hostRequestsPerSecond: 1_000_000, ...(UNLIMITED && { limits: UNLIMITED }) });
  const stream = new MexcFuturesStream({ url: wsUrl, auth });
  const marketData = new MexcFuturesMarketData({ rest, stream });
  return {
    auth,
    rest,
    stream,
    marketData,
    close: async (): Promise<void> => {
      await stream.disconnect();
      rest.close();
    },
  };
}
