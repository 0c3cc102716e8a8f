import { type FaultName, type FaultOptions, type FaultTarget, type StreamFaultName, faultNames, faultRows } from '@prate/mexc-simulator';
import { Dice } from './dice';

/** Of candles, which no order ever meets. */
const OF_CANDLES: readonly FaultName[] = faultNames.filter((name) => name.startsWith('minute-'));
/** Orders that vanish, end otherwise, or fill despite a cancel: each strikes its own kind of request only. */
const OF_CANCELS: readonly FaultName[] = ['filled-before-cancel', 'cancelled-yet-filled'];
const OF_ORDERS: readonly FaultName[] = [
  'order-invisible',
  'accepted-then-invalid',
  'partial-fill-then-cancel',
  'duplicate-answered',
  'duplicate-placed',
];
/** Change the account or the venue for good, or stop everything for a while: rarer, or nothing else would happen. */
const HEAVY: readonly FaultName[] = [
  'http-403',
  'contract-delisted',
  'contract-closed-to-api',
  'position-mode-changed',
  'leverage-changed',
  'position-liquidated',
  'funding-settled',
  'book-frozen',
  'book-crossed',
  'clock-skew',
];
const ANY = faultNames.filter((name) => ![...OF_CANDLES, ...OF_CANCELS, ...OF_ORDERS, ...HEAVY].includes(name));

/** The faults of requests that can strike the way of an order. */
export const orderPathFaults: readonly FaultName[] = faultNames.filter((name) => !OF_CANDLES.includes(name));

export const streamFaultsOfAccount: readonly StreamFaultName[] = [
  'drop-push',
  'gap',
  'duplicate-push',
  'reorder-pushes',
  'delay-push',
  'cut-at-push',
  'unmapped-channel',
  'unmapped-field',
  'refuse-login',
];

export interface PlannedRequestFault {
  readonly endpoint: FaultTarget;
  readonly fault: FaultName;
  /** How many requests of this endpoint in a row meet it: several in a row trip the kill switch. */
  readonly options: FaultOptions & { readonly count?: number };
}

/** What a request is for, as far as faults care. */
export type RequestRole = 'create' | 'cancel' | 'change' | 'read';

/** The exchange is down for a while. */
const BURST: readonly FaultName[] = ['maintenance', 'http-503', 'http-502-after-accept', 'hang-up-before-accept', 'unmapped-code'];
const BURST_COUNT = 7;

const CHANCE: Readonly<Record<RequestRole, number>> = { create: 0.16, cancel: 0.12, change: 0.1, read: 0.008 };

/** The fault that this request meets, if any: a pure function of the seed and the request's number. */
export function requestFaultOf(
  seed: string,
  index: number,
  request: { readonly role: RequestRole; readonly endpoint: FaultTarget; readonly symbols: readonly string[] },
): PlannedRequestFault | undefined {
  const dice = new Dice(seed, 'request', index);
  const { role, endpoint, symbols } = request;
  if (!dice.isLucky(CHANCE[role])) return undefined;
  if (role === 'create' && dice.isLucky(0.02)) return { endpoint, fault: dice.one(BURST), options: { count: BURST_COUNT } };
  const ofRole = endpoint === 'create-order' ? OF_ORDERS : role === 'cancel' ? OF_CANCELS : [];
  const suiting = ofRole.filter((name) => suits(name, endpoint));
  const fault = dice.isLucky(0.06) ? dice.one(HEAVY) : suiting.length > 0 && dice.isLucky(0.3) ? dice.one(suiting) : dice.one(ANY);
  return { endpoint, fault, options: optionsOf(fault, dice, symbols) };
}

/** What the streams meet at this moment, if anything. */
export function streamFaultOf(seed: string, index: number): StreamFaultName | 'cut' | 'half-open' | 'slow' | undefined {
  const dice = new Dice(seed, 'stream', index);
  if (!dice.isLucky(0.02)) return undefined;
  if (dice.isLucky(0.06)) return dice.one(['cut', 'half-open', 'slow', 'refuse-login'] as const);
  return dice.one(streamFaultsOfAccount.filter((name) => name !== 'refuse-login'));
}

function suits(name: FaultName, endpoint: FaultTarget): boolean {
  const { suits: endpoints } = faultRows[name] as { readonly suits?: readonly string[] };
  return endpoints === undefined || endpoints.includes(endpoint);
}

function optionsOf(fault: FaultName, dice: Dice, symbols: readonly string[]): FaultOptions {
  switch (fault) {
    case 'late-answer':
    case 'late-accept':
      // Real ms: a third of them beyond what the trader waits for.
      return { delayMs: dice.isLucky(0.33) ? dice.whole(900, 1_200) : dice.whole(20, 400) };
    case 'late-arrival':
      // The exchange's ms: within the receive window of an order, and beyond.
      return { delayMs: dice.whole(1_000, 9_000) };
    case 'order-invisible':
      return { delayMs: dice.whole(500, 4_500) };
    case 'contract-delisted':
    case 'contract-closed-to-api':
    case 'funding-settled':
    case 'book-frozen':
    case 'book-crossed':
      return { symbol: dice.one(symbols) };
    case 'leverage-changed':
      return { symbol: dice.one(symbols), leverage: dice.one([5, 10, 20]) };
    case 'position-liquidated':
      return { symbol: dice.one(symbols), side: dice.one(['long', 'short']) };
    case 'clock-skew':
      return { skewMs: dice.one([-40_000, -15_000, 15_000, 40_000]) };
    default:
      return {};
  }
}
