import type { QueryParameters } from '@prate/mexc-auth';
import { type EndpointName, type EndpointRow, endpoints, type Lane, MexcApiError } from '@prate/mexc-protocol';
import { attempt, type Call, type Wire } from './attempt';
import { callRecord, type CallTally } from './call-record';
import { checkCallOptions } from './check-call-options';
import { type Deadline, startDeadline } from './deadline';
import type { RawAnswer } from './raw-answer';
import type { LastLook } from './last-look';
import type { DataReader } from './read-data';
import type { ReadPolicy } from './read-policy';
import { tellHook } from './tell-hook';
import { toWireText } from './wire-text';

/** What a caller may say about one call. */
export interface CallOptions {
  /** For this call, ms; the client's own when left out. */
  readonly timeoutMs?: number;
  /** Aborting ends the wait. A request that has left may still be carried out: the error says what is known. */
  readonly signal?: AbortSignal;
  /** Another lane than the endpoint's own: `urgent` for an order that closes, or a read that a decision waits for. */
  readonly lane?: Lane;
  /** Asked right before it leaves; where it says no, the call ends as `HeldBackError`. */
  readonly lastLook?: LastLook;
  /** Told of each answer to this call as it came, our own key and signature taken out. */
  readonly onRawAnswer?: (answer: RawAnswer) => void;
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

/** The only way out. Nothing but rows marked repeatable is ever sent a second time. */
export type SendRequest = <T>(request: EndpointRequest<T>, options?: CallOptions) => Promise<T>;

export function createSendRequest(wire: Wire, readPolicy: ReadPolicy): SendRequest {
  const { settings } = wire;
  return async (request, options = {}) => {
    const { endpoint } = request;
    const row: EndpointRow = endpoints[endpoint];
    const startedAtMs = performance.now();
    const tally: CallTally = { attempts: 0, waitedMs: 0 };
    const tell = (error?: unknown) => {
      if (settings.onCall === undefined) return;
      tellHook('onCall', settings.onCall, callRecord(endpoint, tally, performance.now() - startedAtMs, error), endpoint);
    };
    let deadline: Deadline | undefined;
    try {
      checkCallOptions(endpoint, options);
      const text = toWireText(settings, request);
      deadline = startDeadline(options.timeoutMs ?? settings.timeoutMs, options.signal);
      const symbol = symbolOf(request);
      const call = { request, row, text, ...(symbol !== undefined && { symbol }), options, deadline, tally };
      const once = () => withClockMended(wire, call);
      const { windowMs } = settings.limits[endpoint] ?? row.limit;
      const value = await (row.isRepeatable ? readPolicy.run(windowMs, deadline, once) : once());
      tell();
      return value;
    } catch (error) {
      tell(error);
      throw error;
    } finally {
      deadline?.release();
    }
  };
}

/** The contract a request is about, wherever its endpoint wants it said: for people who read the error. */
function symbolOf({ path, query, body }: EndpointRequest<unknown>): string | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  const inBody = typeof first === 'object' && first !== null ? (first as { readonly symbol?: unknown }).symbol : undefined;
  const symbol = path?.['symbol'] ?? query?.['symbol'] ?? inBody;
  return typeof symbol === 'string' && symbol !== '' ? symbol : undefined;
}

/** After a refusal for its time the clock is read once; a read is then sent again, a mutation is not. */
async function withClockMended<Result>(wire: Wire, call: Call<Result>): Promise<Result> {
  try {
    return await attempt(wire, call);
  } catch (error) {
    const isAboutTime = error instanceof MexcApiError && error.kind === 'clock';
    if (!isAboutTime || !call.row.isSigned || wire.clock === undefined) throw error;
    const isMended = await wire.clock.readAgain(call.deadline.signal);
    if (!isMended || !call.row.isRepeatable) throw error;
    return attempt(wire, call);
  }
}
