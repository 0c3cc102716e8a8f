import type { MexcFuturesAuth } from '@prate/mexc-auth';
import { MEXC_STREAM_URL, type PublicTopic, publicTopics } from '@prate/mexc-protocol';
import { type PersonalFilter, personalFilterMessage } from './client-messages';
import type { FrameRecord, StreamState } from './connection-record';
import type { DriftRecord } from './delivery/wire-drift';
import { type ConfigIssue, StreamConfigInvalidError } from './errors';
import type { BackoffSettings } from './socket/backoff';
import { openSocket, type SocketFactory } from './socket/open-socket';
import type { SocketRoute } from './socket/socket-route';
import { type StreamTimer, systemTimer } from './socket/stream-timer';

export interface MexcStreamConfig extends SocketRoute {
  /** `wss://…` of MEXC or of {@link allowHosts}, or `ws://…` of this machine; default `wss://contract.mexc.com/edge`. */
  readonly url?: string;
  /** Further hosts that may be spoken to: a key shown to a wrong host is lost. */
  readonly allowHosts?: readonly string[];
  /** Signs the login; without it there are no private streams. */
  readonly auth?: MexcFuturesAuth;
  /** Private pushes to let through; all when left out. */
  readonly filters?: readonly PersonalFilter[];
  /** Default 15,000; the venue closes at 60,000. */
  readonly pingEveryMs?: number;
  /** Nothing heard for so long ends a connection; default 25,000. */
  readonly silenceMs?: number;
  /** For opening a connection; default 10,000. */
  readonly connectTimeoutMs?: number;
  /** For the answer to a subscription or a login; default 10,000. */
  readonly answerTimeoutMs?: number;
  /**
   * A subscribed topic that says nothing for so long is asked for again, and after twice as long again; 0 is never. Default 10,000 for
   * tickers, 60,000 for others, 0 for `contract` and `funding.rate`, which are silent by nature.
   */
  readonly silentAfterMs?: Partial<Readonly<Record<PublicTopic, number>>>;
  /** Messages a second and connection; default 20, at most 100. */
  readonly sendsPerSecond?: number;
  /** Default 200. */
  readonly topicsPerSocket?: number;
  /** Trades, or changes of the book, that wait for a slow handler; then they are dropped, with a gap. Default 1,000. */
  readonly marketQueueLimit?: number;
  /** Private events that wait for a slow handler; then the private connection is closed, with a gap. Default 10,000. */
  readonly privateQueueLimit?: number;
  /** Waits between attempts to connect; default 500 to 30,000 ms. */
  readonly backoff?: BackoffSettings;
  /** Told of each frame, without its content. */
  readonly onFrame?: (record: FrameRecord) => void;
  /** Told of each surprise on the wire: unknown channels, fields, codes and shapes. */
  readonly onDrift?: (record: DriftRecord) => void;
  readonly onState?: (state: StreamState) => void;
  /** Told what a caller's handler threw; without it that is an unhandled rejection. */
  readonly onHandlerError?: (error: unknown) => void;
  /** Time, where it is not the machine's. */
  readonly timer?: StreamTimer;
  /** Opens connections, where `ws` is not to. */
  readonly openSocket?: SocketFactory;
}

type Optional = keyof SocketRoute | 'auth' | 'onFrame' | 'onDrift' | 'onState' | 'onHandlerError';

/** The same, checked and complete. */
export type StreamSettings = Required<Omit<MexcStreamConfig, Optional | 'silentAfterMs'>> &
  Pick<MexcStreamConfig, Optional> & { readonly silentAfterMs: Readonly<Record<PublicTopic, number>> };

/** What one connection may send in a second at most, whatever is configured. */
const MOST_SENDS_PER_SECOND = 100;
const LONGEST_MS = 2 ** 31 - 1;
const MEXC_HOST = new URL(MEXC_STREAM_URL).hostname;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function silentAfterDefault(topic: PublicTopic): number {
  if (topic === 'contract' || topic === 'funding.rate') return 0;
  return topic === 'tickers' ? 10_000 : 60_000;
}

/** @throws {StreamConfigInvalidError} naming all violations at once */
export function checkConfig(config: MexcStreamConfig): StreamSettings {
  const settings = {
    ...config,
    url: config.url ?? MEXC_STREAM_URL,
    allowHosts: config.allowHosts ?? [],
    filters: config.filters ?? [],
    pingEveryMs: config.pingEveryMs ?? 15_000,
    silenceMs: config.silenceMs ?? 25_000,
    connectTimeoutMs: config.connectTimeoutMs ?? 10_000,
    answerTimeoutMs: config.answerTimeoutMs ?? 10_000,
    sendsPerSecond: config.sendsPerSecond ?? 20,
    topicsPerSocket: config.topicsPerSocket ?? 200,
    marketQueueLimit: config.marketQueueLimit ?? 1_000,
    privateQueueLimit: config.privateQueueLimit ?? 10_000,
    backoff: config.backoff ?? { firstMs: 500, longestMs: 30_000 },
    timer: config.timer ?? systemTimer,
    openSocket: config.openSocket ?? openSocket,
    silentAfterMs: Object.fromEntries(
      publicTopics.map((topic) => [topic, config.silentAfterMs?.[topic] ?? silentAfterDefault(topic)]),
    ) as Record<PublicTopic, number>,
  };
  const issues: ConfigIssue[] = [];
  const refuse = (parameter: string, found: unknown, expected: string) => issues.push({ parameter, found: String(found), expected });
  const needWhole = (parameter: string, value: unknown, least: number, most: number) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      refuse(parameter, value, `a whole number from ${least} to ${most}`);
    }
  };

  const address = problemOfAddress(settings.url, settings.allowHosts);
  if (address !== undefined) refuse('url', address.found, address.expected);
  for (const name of ['pingEveryMs', 'silenceMs', 'connectTimeoutMs', 'answerTimeoutMs'] as const)
    needWhole(name, settings[name], 1, LONGEST_MS);
  for (const name of ['topicsPerSocket', 'marketQueueLimit', 'privateQueueLimit'] as const) needWhole(name, settings[name], 1, 1_000_000);
  needWhole('sendsPerSecond', settings.sendsPerSecond, 1, MOST_SENDS_PER_SECOND);
  needWhole('backoff.firstMs', settings.backoff.firstMs, 1, LONGEST_MS);
  needWhole('backoff.longestMs', settings.backoff.longestMs, settings.backoff.firstMs, LONGEST_MS);
  for (const [topic, value] of Object.entries(settings.silentAfterMs)) needWhole(`silentAfterMs ${topic}`, value, 0, LONGEST_MS);
  if (settings.silenceMs <= settings.pingEveryMs)
    refuse('silenceMs', settings.silenceMs, `more than pingEveryMs (${settings.pingEveryMs})`);
  if (config.auth !== undefined && typeof config.auth?.signLogin !== 'function') refuse('auth', typeof config.auth, 'a MexcFuturesAuth');
  for (const hook of ['onFrame', 'onDrift', 'onState', 'onHandlerError'] as const) {
    if (config[hook] !== undefined && typeof config[hook] !== 'function') refuse(hook, typeof config[hook], 'a function');
  }
  for (const { parameter, found, expected } of problemsOfRoute(config)) refuse(parameter, found, expected);
  try {
    personalFilterMessage(settings.filters);
  } catch (error) {
    refuse('filters', error instanceof Error ? error.message : error, 'filters of reference 8.5');
  }

  if (issues.length > 0) throw new StreamConfigInvalidError(issues);
  return settings;
}

function problemOfAddress(text: string, allowHosts: readonly string[]): Pick<ConfigIssue, 'found' | 'expected'> | undefined {
  const expected = `a wss:// address of ${[MEXC_HOST, ...allowHosts].join(', ')}, or ws:// of this machine, without user, query and fragment`;
  // What stands before an @ may be a password.
  const found = JSON.stringify(String(text).replace(/^.*@/s, '…@'));
  if (!URL.canParse(text)) return { found, expected };
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isLocal = LOOPBACK.test(hostname);
  const isKnown = isLocal || hostname === MEXC_HOST || allowHosts.includes(hostname);
  const isAllowed = isKnown && (protocol === 'wss:' || (protocol === 'ws:' && isLocal));
  return isAllowed && `${username}${password}${search}${hash}` === '' ? undefined : { found, expected };
}

function problemsOfRoute({ proxy, ca, localAddress, family }: SocketRoute): readonly ConfigIssue[] {
  const isPem = (value: unknown) => typeof value === 'string' || Buffer.isBuffer(value);
  // A proxy's address may hold a password: what was found is not repeated.
  const checks: readonly [parameter: string, isRight: boolean, found: string, expected: string][] = [
    ['proxy', proxy === undefined || isProxyAddress(proxy.url), 'something else', 'url: an http://host:port address'],
    ['ca', ca === undefined || [ca].flat().every(isPem), typeof ca, 'certificates as PEM'],
    ['localAddress', localAddress === undefined || typeof localAddress === 'string', typeof localAddress, 'an address as text'],
    ['family', family === undefined || family === 4 || family === 6, String(family), '4 or 6'],
  ];
  return checks.filter(([, isRight]) => !isRight).map(([parameter, , found, expected]) => ({ parameter, found, expected }));
}

function isProxyAddress(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, pathname, search, hash } = new URL(url);
  return protocol === 'http:' && pathname === '/' && `${search}${hash}` === '';
}
