import type { MexcFuturesAuth } from '@prate/mexc-auth';
import type { EndpointName, EndpointRow } from '@prate/mexc-protocol';
import { type Issue, RestConfigInvalidError } from './errors';
import { issuesOfConfig } from './issues-of-config';
import type { LeaseState } from './lease/lease-state';
import { restPresets } from './presets';
import { isLoopback } from './problem-of-address';
import type { CallRecord } from './transport/call-record';
import type { HostPause } from './transport/host-breaker';
import type { RawAnswer } from './transport/raw-answer';
import type { CountStore } from './windows/count-store';

export interface ConnectionConfig {
  /** Every request goes through this HTTP proxy (`CONNECT`): `http://host:port`, with `user:password@` where it wants one. */
  readonly proxy?: { readonly url: string };
  /** Certificates to trust instead of the well-known ones, PEM. */
  readonly ca?: string | Buffer | readonly (string | Buffer)[];
  /** The address of this machine to connect from. */
  readonly localAddress?: string;
  /** IPv4 or IPv6 only; what the system prefers when left out. */
  readonly family?: 4 | 6;
  /** Connections at the same time; default 16. */
  readonly maxSockets?: number;
  /** Idle connections kept; default 8. */
  readonly maxFreeSockets?: number;
  /** Until a connection stands; ms, default 5,000. */
  readonly connectTimeoutMs?: number;
  /** From a connection to the first byte of the answer; ms, as long as the whole call when left out. */
  readonly firstByteTimeoutMs?: number;
}

export interface WindowConfig {
  /**
   * Requests a second to the host, all endpoints together; default 8. More than 20 bring in the venue's firewall (reference 1.1). No such
   * thing stands before this machine: there the default is 1,000.
   */
  readonly hostRequestsPerSecond?: number;
  /** Instead of the published limits of `endpoints`. */
  readonly limits?: Readonly<Partial<Record<EndpointName, EndpointRow['limit']>>>;
  /** Of every window, kept for the lane `urgent`: cancels, and calls that ask for it; default 0.25. */
  readonly urgentShare?: number;
  /** How long a call of the lane `order` may wait for a place before it ends as `WindowFullError`; ms, default 5,000. */
  readonly queueTimeoutMs?: number;
  /** How long the host is left alone after its firewall refused us; ms, default 90,000. */
  readonly hostPauseMs?: number;
  /**
   * Counts requests together with other clients: one address, several accounts. `account` names whose private requests these are. An own
   * count when left out.
   */
  readonly budget?: { readonly store: CountStore; readonly account: string };
}

export interface MexcRestConfig extends ConnectionConfig, WindowConfig {
  /** `https://…`, or `http://…` of this machine; default `https://api.mexc.com`. */
  readonly baseUrl?: string;
  /** Hosts that may be talked to beside those of `restPresets` and this machine. */
  readonly allowHosts?: readonly string[];
  /** Signs private calls; without it they end as `CredentialsMissingError`. */
  readonly auth?: MexcFuturesAuth;
  /** For a whole call, from the wait for a place to the last byte, repetitions of a read included; ms, default 10,000. */
  readonly timeoutMs?: number;
  /**
   * How long after it was signed the venue may still carry out what adds or changes (`Recv-Window`, reference 2.1 and 10.2); whole seconds from
   * 1 to 30, default 5. What is on its way for longer is refused. Reads and cancels keep the venue's own 10.
   */
  readonly receiveWindowSeconds?: number;
  /**
   * Whether this process may send the orders of the account. Where it may not, every mutation that can add exposure or change what guards it
   * ends as `LeaseNotHeldError`; reads, cancels, `close-all-positions`, and orders that close and are sent as `urgent` pass. It is the
   * caller's: the client neither starts nor closes it.
   */
  readonly lease?: LeaseState;
  /** Opens `submitOrderLegacy`, which the venue documents no longer. */
  readonly legacySubmit?: 'i-know-it-is-undocumented';
  /** Told once of each call when it has ended. Records hold no secret. */
  readonly onCall?: (record: CallRecord) => void;
  /** Told when the venue's firewall has refused us and the host is left alone. */
  readonly onHostPaused?: (pause: HostPause) => void;
  /** Told of every answer as it came, our own key and signature taken out. For debugging: answers hold balances and orders. */
  readonly onRawAnswer?: (answer: RawAnswer) => void;
}

type Defaulted = 'baseUrl' | 'timeoutMs' | 'receiveWindowSeconds' | 'connectTimeoutMs' | 'maxSockets' | 'maxFreeSockets';
type DefaultedWindow = 'hostRequestsPerSecond' | 'limits' | 'urgentShare' | 'queueTimeoutMs' | 'hostPauseMs';

/** The same, checked and complete; `baseUrl` without a slash at its end. */
export type RestSettings = Readonly<MexcRestConfig & Required<Pick<MexcRestConfig, Defaulted | DefaultedWindow>>>;

const DEFAULTS = {
  baseUrl: restPresets.live,
  timeoutMs: 10_000,
  receiveWindowSeconds: 5,
  connectTimeoutMs: 5_000,
  maxSockets: 16,
  maxFreeSockets: 8,
  hostRequestsPerSecond: 8,
  limits: {},
  urgentShare: 0.25,
  queueTimeoutMs: 5_000,
  hostPauseMs: 90_000,
} as const satisfies Partial<MexcRestConfig>;

const REQUESTS_PER_SECOND_AT_HOME = 1_000;

/** @throws {RestConfigInvalidError} naming all violations at once */
export function checkConfig(config: MexcRestConfig): RestSettings {
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)) as MexcRestConfig;
  const atHome = isLoopback(given.baseUrl) ? { hostRequestsPerSecond: REQUESTS_PER_SECOND_AT_HOME } : {};
  const settings: RestSettings = { ...DEFAULTS, ...atHome, ...given };
  const issues: readonly Issue[] = issuesOfConfig(settings);
  if (issues.length > 0) throw new RestConfigInvalidError(issues);
  return { ...settings, baseUrl: settings.baseUrl.replace(/\/+$/, '') };
}
