import { endpoints } from '@prate/mexc-protocol';
import type { RestSettings } from './config';
import type { Issue } from './errors';
import { problemOfAddress, withoutUser } from './problem-of-address';
import { isTimeoutMs, LONGEST_TIMEOUT_MS } from './transport/deadline';

/** The venue advises against more (reference 2.1). */
const LONGEST_RECEIVE_WINDOW_SECONDS = 30;

/** Everything that is wrong with a configuration, in the order of its documentation. */
export function issuesOfConfig(settings: RestSettings): readonly Issue[] {
  const issues: Issue[] = [];
  const check = (parameter: string, isRight: boolean, found: string, expected: string) => {
    if (!isRight) issues.push({ parameter, found, expected });
  };
  const { baseUrl, allowHosts = [], auth, proxy, ca, family, localAddress, limits, urgentShare, budget } = settings;

  const areHosts = Array.isArray(allowHosts) && allowHosts.every((host) => typeof host === 'string');
  check('allowHosts', areHosts, kindOf(allowHosts), "a list of host names such as 'gateway.example.com'");
  const address = typeof baseUrl === 'string' ? problemOfAddress(baseUrl, areHosts ? allowHosts : []) : NO_TEXT;
  if (address !== undefined) check('baseUrl', false, typeof baseUrl === 'string' ? address.found : typeof baseUrl, address.expected);
  for (const name of ['timeoutMs', 'connectTimeoutMs', 'firstByteTimeoutMs', 'queueTimeoutMs', 'hostPauseMs'] as const) {
    const value = settings[name];
    const isRight = value === undefined || isTimeoutMs(value);
    check(name, isRight, String(value), `whole milliseconds from 1 to ${LONGEST_TIMEOUT_MS}`);
  }
  const { receiveWindowSeconds } = settings;
  const isWindow = isCount(receiveWindowSeconds) && receiveWindowSeconds <= LONGEST_RECEIVE_WINDOW_SECONDS;
  check('receiveWindowSeconds', isWindow, String(receiveWindowSeconds), `whole seconds from 1 to ${LONGEST_RECEIVE_WINDOW_SECONDS}`);
  for (const name of ['maxSockets', 'maxFreeSockets', 'hostRequestsPerSecond'] as const) {
    check(name, isCount(settings[name]), String(settings[name]), 'a whole number from 1');
  }
  check('auth', auth === undefined || typeof auth?.signRequest === 'function', typeof auth, 'a MexcFuturesAuth');
  check('proxy', proxy === undefined || isProxyAddress(proxy?.url), proxyInWords(proxy?.url), 'url: an http://host:port address');
  check('ca', ca === undefined || [ca].flat().every(isPem), kindOf(ca), 'certificates as PEM');
  check('localAddress', localAddress === undefined || typeof localAddress === 'string', typeof localAddress, 'an address as text');
  check('family', family === undefined || family === 4 || family === 6, String(family), '4 or 6');
  check('urgentShare', urgentShare >= 0 && urgentShare < 1, String(urgentShare), 'a share from 0 to below 1');
  for (const [name, limit] of Object.entries(limits ?? {})) {
    const isRight = Object.hasOwn(endpoints, name) && isCount(limit?.count) && isCount(limit?.windowMs);
    check(`limits.${name}`, isRight, JSON.stringify(limit) ?? 'nothing', 'an endpoint, with count and windowMs from 1');
  }
  const { legacySubmit } = settings;
  const isSwitch = legacySubmit === undefined || legacySubmit === 'i-know-it-is-undocumented';
  check('legacySubmit', isSwitch, JSON.stringify(legacySubmit), "'i-know-it-is-undocumented', or nothing");
  const isBudget = budget === undefined || (typeof budget?.store?.take === 'function' && typeof budget.account === 'string');
  check('budget', isBudget, kindOf(budget), 'a CountStore and the name of the account');
  const { lease } = settings;
  check('lease', lease === undefined || typeof lease?.isHeld === 'function', kindOf(lease), 'a SenderLease');
  for (const name of ['onCall', 'onHostPaused', 'onRawAnswer'] as const) {
    check(name, settings[name] === undefined || typeof settings[name] === 'function', typeof settings[name], 'a function');
  }
  return issues;
}

const NO_TEXT = { found: '', expected: 'an address as text' };

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isPem(value: unknown): boolean {
  return typeof value === 'string' || Buffer.isBuffer(value);
}

function isProxyAddress(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { protocol, pathname, search, hash } = new URL(url);
  return protocol === 'http:' && (pathname === '/' || pathname === '') && `${search}${hash}` === '';
}

function proxyInWords(url: unknown): string {
  return typeof url === 'string' ? withoutUser(url) : kindOf(url);
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? `a list of ${value.length}` : value === null ? 'null' : typeof value;
}
