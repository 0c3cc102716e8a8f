import * as http from 'node:http';
import * as https from 'node:https';
import type { ConnectionConfig } from '../config';
import { HttpsTunnelAgent, HttpTunnelAgent } from './tunnel-agents';

export type AgentOptions = ConnectionConfig & Required<Pick<ConnectionConfig, 'connectTimeoutMs' | 'maxSockets' | 'maxFreeSockets'>>;

export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

/** Connections are kept; one that is idle for so long is closed. */
const IDLE_MS = 15_000;
/** Of each socket, once it is kept: a dead one is found. */
const TCP_PROBE_AFTER_MS = 60_000;

/** The pools of one client. */
export function createAgents({ proxy, ca, localAddress, family, maxSockets, maxFreeSockets, connectTimeoutMs }: AgentOptions): Agents {
  const pool = {
    keepAlive: true,
    keepAliveMsecs: TCP_PROBE_AFTER_MS,
    maxSockets,
    maxFreeSockets,
    timeout: IDLE_MS,
    scheduling: 'lifo',
  } as const;
  const from = { ...(localAddress !== undefined && { localAddress }), ...(family !== undefined && { family }) };
  const trust = ca === undefined ? {} : { ca: [ca].flat() as (string | Buffer)[] };
  if (proxy === undefined) {
    return { http: new http.Agent({ ...pool, ...from }), https: new https.Agent({ ...pool, ...from, ...trust }) };
  }
  const route = { proxyUrl: proxy.url, connectTimeoutMs, ...from };
  return { http: new HttpTunnelAgent(route, pool), https: new HttpsTunnelAgent(route, { ...pool, ...trust }) };
}
