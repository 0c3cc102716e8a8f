import { type EndpointName, type EndpointRow, endpoints } from '@prate/mexc-protocol';
import type { RestSettings } from '../config';
import { systemTimer, type Timer } from '../system-timer';
import type { CountedWindow } from './count-store';
import { MemoryCountStore } from './memory-count-store';
import { PriorityWindow } from './priority-window';

type WindowSettings = Pick<RestSettings, 'baseUrl' | 'limits' | 'urgentShare' | 'hostRequestsPerSecond' | 'budget'>;

/** The windows of one client: a row each, private ones counted by account, and one for the host. */
export function createPriorityWindow(settings: WindowSettings, timer: Timer = systemTimer): PriorityWindow {
  const { baseUrl, limits, urgentShare, hostRequestsPerSecond, budget } = settings;
  const { host } = new URL(baseUrl);
  const windowOf = (endpoint: EndpointName): CountedWindow => {
    const row: EndpointRow = endpoints[endpoint];
    const counted = row.isSigned ? `${host} ${budget?.account ?? ''} ${endpoint}` : `${host} ${endpoint}`;
    return { key: counted, ...(limits[endpoint] ?? row.limit) };
  };
  return new PriorityWindow({
    store: budget?.store ?? new MemoryCountStore(timer),
    timer,
    urgentShare,
    windowOf,
    host: { key: host, count: hostRequestsPerSecond, windowMs: 1_000 },
  });
}
