import { type EndpointName, MexcApiError, type EndpointRow, type Lane, UnreadableResponseError } from '@prate/mexc-protocol';
import type { RestSettings } from '../config';
import { HeldBackError, HostPausedError, LeaseNotHeldError, TransportError, WindowFullError } from '../errors';
import type { ClockSynchroniser } from '../clock-synchroniser';
import type { LeaseState } from '../lease/lease-state';
import { needsLease } from '../lease/needs-lease';
import type { Departure, PriorityWindow } from '../windows/priority-window';
import type { CallTally } from './call-record';
import { type Deadline, startDeadline } from './deadline';
import type { HostBreaker } from './host-breaker';
import type { HttpAnswer, HttpSend } from './http-send';
import { isTooFrequent } from './is-too-frequent';
import { readEnvelope } from './read-envelope';
import type { CallOptions, EndpointRequest } from './send-request';
import { tellHook } from './tell-hook';
import { concealer, signWireText, type WireText } from './wire-text';

/** What all calls of a client share. */
export interface Wire {
  readonly settings: RestSettings;
  readonly httpSend: Pick<HttpSend, 'send'>;
  readonly window: PriorityWindow;
  readonly breaker: HostBreaker;
  /** Where something is signed. */
  readonly clock?: ClockSynchroniser;
  /** Told of each answer, whatever it says. */
  readonly onAnswer: () => void;
}

/** One call, as far as it stays the same over its attempts. */
export interface Call<Result> {
  readonly request: EndpointRequest<Result>;
  readonly row: EndpointRow;
  readonly text: WireText;
  /** The contract that is asked about, where one is. */
  readonly symbol?: string;
  readonly options: CallOptions;
  readonly deadline: Deadline;
  readonly tally: CallTally;
}

/** Lease, place in the windows, a last look, lease again → signature → http → envelope → shape, once. */
export async function attempt<Result>(wire: Wire, call: Call<Result>): Promise<Result> {
  const { request, row, text, symbol, deadline, tally } = call;
  const { endpoint } = request;
  tally.attempts += 1;
  wire.breaker.check(endpoint, symbol);
  checkLease(wire, call);
  if (row.isSigned && wire.clock?.hasJumped) await wire.clock.readAgain(deadline.signal);
  const departure = await waitForPlace(wire, call);
  try {
    const { lastLook } = call.options;
    if (lastLook !== undefined && !(await lastLook.look())) throw new HeldBackError(endpoint, symbol);
    // The host may have been paused on the last step of the wait.
    wire.breaker.check(endpoint, symbol);
    checkLease(wire, call);
    const signed = signWireText(wire.settings, row, text);
    const conceal = concealer(signed.headers);
    const answer = await exchange(wire, call, { ...signed, until: deadline });
    tally.httpStatus = answer.status;
    tellRawAnswer(wire.settings, call, answer, conceal);
    const result = request.read(readEnvelope({ endpoint, symbol }, answer, conceal));
    if (!result.isReadable) throw new UnreadableResponseError(endpoint, answer.status, result.problem, symbol);
    return result.value;
  } catch (error) {
    if (error instanceof LeaseNotHeldError || error instanceof HeldBackError) departure.giveBack();
    learnFrom(error, wire, endpoint, departure);
    throw error;
  } finally {
    departure.settle();
  }
}

async function waitForPlace(
  { window, settings }: Wire,
  { request, row, symbol, options, deadline, tally }: Call<unknown>,
): Promise<Departure> {
  const { endpoint } = request;
  const lane: Lane = options.lane ?? row.lane;
  const onAbort = (waitedMs: number) =>
    deadline.endedBy === 'aborted'
      ? new TransportError(endpoint, { phase: 'aborted', proves: 'not-sent', ...(symbol !== undefined && { symbol }) })
      : new WindowFullError(endpoint, lane, waitedMs, symbol);
  if (deadline.endedBy !== undefined) throw onAbort(0);
  const atOnce = window.enterNow(endpoint, lane);
  if (atOnce !== undefined) return atOnce;
  const ownLimit = lane === 'order' ? startDeadline(settings.queueTimeoutMs, deadline.signal) : undefined;
  try {
    const departure = await window.enter(endpoint, lane, (ownLimit ?? deadline).signal, onAbort);
    tally.waitedMs += departure.waitedMs;
    return departure;
  } finally {
    ownLimit?.release();
  }
}

/** The sender lease, where this call needs it. */
function leaseOf({ settings: { lease } }: Wire, { request: { endpoint, body }, options: { lane } }: Call<unknown>): LeaseState | undefined {
  return needsLease(endpoint, body, lane) ? lease : undefined;
}

/** @throws {LeaseNotHeldError} where the call needs it and this process has not got it */
function checkLease(wire: Wire, call: Call<unknown>): void {
  const lease = leaseOf(wire, call);
  if (lease !== undefined && !lease.isHeld()) throw new LeaseNotHeldError(call.request.endpoint, lease, call.symbol);
}

function isStillHeld(lease: LeaseState, tally: CallTally): boolean {
  if (!lease.isHeld()) return false;
  tally.fencingToken = lease.fencingToken;
  return true;
}

async function exchange(wire: Wire, call: Call<unknown>, request: Parameters<HttpSend['send']>[0]): Promise<HttpAnswer> {
  const { deadline, symbol, tally } = call;
  const { endpoint } = call.request;
  const about = symbol === undefined ? {} : { symbol };
  const lease = leaseOf(wire, call);
  const { lastLook } = call.options;
  let isLeaseLost = false;
  const mayLeave = () => {
    isLeaseLost = lease !== undefined && !isStillHeld(lease, tally);
    return !isLeaseLost && lastLook?.mayLeave() !== false;
  };
  const outcome = await wire.httpSend.send({ ...request, ...((lease ?? lastLook) && { mayLeave }) });
  if (outcome.kind === 'held-back') {
    throw isLeaseLost ? new LeaseNotHeldError(endpoint, lease as LeaseState, symbol) : new HeldBackError(endpoint, symbol);
  }
  if (outcome.kind === 'answered') {
    wire.onAnswer();
    return outcome.answer;
  }
  const { hasConnected, isTimeout, code } = outcome;
  const proves = hasConnected ? 'nothing' : 'not-sent';
  if (deadline.endedBy !== undefined) throw new TransportError(endpoint, { phase: deadline.endedBy, proves, ...about });
  throw new TransportError(endpoint, { phase: isTimeout ? 'timeout' : hasConnected ? 'reset' : 'connect', proves, code, ...about });
}

function learnFrom(error: unknown, { settings, window, breaker }: Wire, endpoint: EndpointName, departure: Departure): void {
  if (isTooFrequent(error)) {
    departure.shrink('endpoint');
    if (!(error instanceof MexcApiError)) departure.shrink('host');
  }
  if (!isFirewall(error)) return;
  breaker.open();
  departure.shrink('host');
  window.dismiss((waiting) => new HostPausedError(waiting, settings.hostPauseMs));
  const { hostname } = new URL(settings.baseUrl);
  tellHook('onHostPaused', settings.onHostPaused, { host: hostname, pausedForMs: settings.hostPauseMs }, endpoint);
}

/** The only answer of HTTP 403 that proves a refusal is the firewall's page. */
function isFirewall(error: unknown): boolean {
  return error instanceof TransportError && error.httpStatus === 403 && error.proves === 'refused';
}

function tellRawAnswer(
  { onRawAnswer }: RestSettings,
  { request: { endpoint }, options }: Call<unknown>,
  { status, contentType, text }: HttpAnswer,
  conceal: (words: string) => string,
): void {
  for (const hook of [onRawAnswer, options.onRawAnswer]) {
    if (hook !== undefined) tellHook('onRawAnswer', hook, { endpoint, status, contentType, text: conceal(text) }, endpoint);
  }
}
