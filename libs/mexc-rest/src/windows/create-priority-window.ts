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
  const known = new Map<EndpointName, CountedWindow>();
  const windowOf = (endpoint: EndpointName): CountedWindow => {
    const window = known.get(endpoint);
    if (window !== undefined) return window;
    const row: EndpointRow = endpoints[endpoint];
    const counted = row.isSigned ? `${host} ${budget?.account ?? ''} ${endpoint}` : `${host} ${endpoint}`;
    const made = { key: counted, ...(limits[endpoint] ?? row.limit) };
    known.set(endpoint, made);
    return made;
  };
  return new PriorityWindow({
    store: budget?.store ?? new MemoryCountStore(timer),
    timer,
    urgentShare,
    windowOf,
    host: { key: host, count: hostRequestsPerSecond, windowMs: 1_000 },
  });
}
