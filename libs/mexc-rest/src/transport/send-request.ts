import { canonicalQuery, CredentialsMissingError, type MexcFuturesAuth, type QueryParameters } from '@prate/mexc-auth';
import { type EndpointName, type EndpointRow, endpoints, printWireJson, UnreadableResponseError } from '@prate/mexc-protocol';
import { isTimeoutMs, type RestSettings } from '../config';
import { InvalidRequestError, type Issue, TransportError } from '../errors';
import { outcomeOfError, tellCall } from './call-record';
import { LONGEST_TIMEOUT_MS, startDeadline } from './deadline';
import type { HttpAnswer, HttpRequest, HttpSend } from './http-send';
import type { DataReader } from './read-data';
import { readEnvelope } from './read-envelope';

/** What a caller may say about one call. */
export interface CallOptions {
  /** For this call, ms; the client's own when left out. */
  readonly timeoutMs?: number;
  /** Aborting ends the wait. A request that has left may still be carried out: the error says what is known. */
  readonly signal?: AbortSignal;
}

export interface EndpointRequest<T> {
  readonly endpoint: EndpointName;
  /** Fills `{name}` in the path of the row; checked before, encoded here, never signed. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: QueryParameters;
  /** Of a POST; printed once, and exactly that text is signed and sent. */
  readonly body?: unknown;
  readonly read: DataReader<T>;
}

/** The only way out: text once → signature → http → envelope → shape. Never repeats anything. */
export type SendRequest = <T>(request: EndpointRequest<T>, options?: CallOptions) => Promise<T>;

type WireText = Omit<HttpRequest, 'signal'>;

export function createSendRequest(settings: RestSettings, httpSend: Pick<HttpSend, 'send'>): SendRequest {
  return async (request, options = {}) => {
    const { endpoint } = request;
    const startedAtMs = performance.now();
    let httpStatus: number | undefined;
    const tell = (result: ReturnType<typeof outcomeOfError>) =>
      tellCall(settings.onCall, {
        endpoint,
        ...result,
        durationMs: performance.now() - startedAtMs,
        ...(httpStatus !== undefined && { httpStatus }),
      });
    try {
      checkOptions(endpoint, options);
      const text = toWireText(settings, request);
      const answer = await exchange(endpoint, text, options.timeoutMs ?? settings.timeoutMs, options.signal, httpSend);
      httpStatus = answer.status;
      const result = request.read(readEnvelope(endpoint, answer, concealer(text.headers)));
      if (!result.isReadable) throw new UnreadableResponseError(endpoint, answer.status, result.problem);
      tell({ outcome: 'ok' });
      return result.value;
    } catch (error) {
      tell(outcomeOfError(error));
      throw error;
    }
  };
}

async function exchange(
  endpoint: EndpointName,
  text: WireText,
  timeoutMs: number,
  callerSignal: AbortSignal | undefined,
  httpSend: Pick<HttpSend, 'send'>,
): Promise<HttpAnswer> {
  const deadline = startDeadline(timeoutMs, callerSignal);
  try {
    const outcome = await httpSend.send({ ...text, signal: deadline.signal });
    if (outcome.kind === 'answered') return outcome.answer;
    const { hasConnected, code } = outcome;
    const proves = hasConnected ? 'nothing' : 'not-sent';
    if (deadline.endedBy !== undefined) throw new TransportError(endpoint, { phase: deadline.endedBy, proves });
    throw new TransportError(endpoint, { phase: hasConnected ? 'reset' : 'connect', proves, code });
  } finally {
    deadline.release();
  }
}

function toWireText({ baseUrl, auth }: RestSettings, { endpoint, path, query, body }: EndpointRequest<unknown>): WireText {
  const row: EndpointRow = endpoints[endpoint];
  const address = `${baseUrl}${fillPath(row.path, path)}`;
  if (row.verb === 'POST') {
    const printed = printWireJson(body);
    return { verb: 'POST', url: address, headers: sign(row, auth, { verb: 'POST', body: printed }).headers, body: printed };
  }
  const { queryText, headers } = sign(row, auth, { verb: 'GET', ...(query && { query }) });
  return { verb: 'GET', url: queryText === '' ? address : `${address}?${queryText}`, headers };
}

function sign(row: EndpointRow, auth: MexcFuturesAuth | undefined, request: Parameters<MexcFuturesAuth['signRequest']>[0]) {
  if (!row.isSigned) return { queryText: canonicalQuery(request.query ?? {}), headers: { 'Content-Type': 'application/json' } };
  if (auth === undefined) throw new CredentialsMissingError(['apiKey', 'apiSecret']);
  return auth.signRequest(request);
}

function fillPath(template: string, values: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] as string));
}

function checkOptions(endpoint: EndpointName, { timeoutMs, signal }: CallOptions): void {
  const issues: Issue[] = [];
  if (timeoutMs !== undefined && !isTimeoutMs(timeoutMs)) {
    issues.push({ parameter: 'timeoutMs', found: String(timeoutMs), expected: `whole milliseconds from 1 to ${LONGEST_TIMEOUT_MS}` });
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    issues.push({ parameter: 'signal', found: typeof signal, expected: 'an AbortSignal' });
  }
  if (issues.length > 0) throw new InvalidRequestError(endpoint, issues);
}

/** A venue that repeats our key in its message must not bring it into an error. */
function concealer(headers: Readonly<Record<string, string>>): (words: string) => string {
  const ours = [headers['ApiKey'], headers['Signature']].filter((text) => text !== undefined);
  return (words) => ours.reduce((shown, secret) => shown.replaceAll(secret, '[hidden]'), words);
}
