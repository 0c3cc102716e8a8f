import type { Exchange } from '../exchange/exchange';
import { Refusal } from '../exchange/refusal';
import type { ClockSkew } from '../faults/clock-skew';
import type { StreamFaults } from '../faults/stream-faults';
import { type SimulatorKeys, authenticateLogin } from '../http/authentication';
import { RequestFields } from '../http/request-fields';
import type { Connection } from './connection';
import { ackFrame, errorFrame, loginFrame, pongFrame } from './frames';
import { PersonalFilter } from './personal-filter';
import { isPublicTopic, openSubscription } from './topics';

const LONGEST_ECHO = 100;

export interface MessageContext {
  readonly exchange: Exchange;
  readonly keys: SimulatorKeys;
  readonly skew: ClockSkew;
  readonly faults: StreamFaults;
}

/** A client's message, as far as it could be read; nothing secret is in it. */
export interface ReadMessage {
  readonly method: string;
  readonly symbol?: string;
}

export interface Reply {
  readonly message: ReadMessage;
  /** Absent where an answer was lost. */
  readonly frame?: string;
  readonly isRefused: boolean;
}

/** Carries out one message (reference 8.2); what cannot be carried out is an `rs.error`. The `gzip` flag is not looked at: frames are text. */
export function answerMessage(text: string, connection: Connection, context: MessageContext): Reply {
  const { nowMs } = context.exchange;
  let message: ReadMessage = { method: '' };
  try {
    const fields = RequestFields.ofBody(text);
    const method = fields.text('method');
    const param = fields.inner('param');
    const symbol = param.optionalText('symbol');
    message = { method: method.slice(0, LONGEST_ECHO), ...(symbol === undefined ? {} : { symbol: symbol.slice(0, LONGEST_ECHO) }) };
    const frame = perform({ method, fields, param }, connection, context);
    return { message, isRefused: false, ...(frame === undefined ? {} : { frame }) };
  } catch (error) {
    return { message, isRefused: true, frame: errorFrame(complaint(error), nowMs) };
  }
}

interface Request {
  readonly method: string;
  readonly fields: RequestFields;
  readonly param: RequestFields;
}

/** The answer; `undefined` where it is lost. @throws {Refusal} */
function perform({ method, fields, param }: Request, connection: Connection, context: MessageContext): string | undefined {
  const { exchange, faults } = context;
  const { nowMs } = exchange;
  const acknowledge = (topic: string): string | undefined => (faults.isAckLost(topic, nowMs) ? undefined : ackFrame(method, nowMs));
  if (method === 'ping') {
    connection.pinged(nowMs);
    return pongFrame(nowMs + context.skew.byMs);
  }
  if (method === 'login') {
    logIn({ method, fields, param }, connection, context);
    return loginFrame(nowMs);
  }
  if (method === 'personal.filter') {
    if (!connection.isLoggedIn) throw new Refusal(401, 'not logged in');
    connection.filter = PersonalFilter.read(param.optionalList('filters'), exchange);
    return acknowledge(method);
  }
  const [verb, topic = ''] = splitMethod(method);
  if (!isPublicTopic(topic)) throw new Refusal(600, `method [${method.slice(0, LONGEST_ECHO)}] not exists`);
  if (verb === 'sub') {
    connection.subscribe(openSubscription(topic, param, exchange));
    return acknowledge(topic);
  }
  const symbol = param.optionalText('symbol');
  const variant = topic === 'kline' ? param.optionalText('interval') : undefined;
  if (symbol !== undefined) exchange.listing(symbol);
  connection.unsubscribe({ topic, ...(symbol === undefined ? {} : { symbol }), ...(variant === undefined ? {} : { variant }) });
  return acknowledge(topic);
}

/** @throws {Refusal} when it is not believed */
function logIn({ fields, param }: Request, connection: Connection, { exchange, keys, skew, faults }: MessageContext): void {
  const login = { apiKey: param.text('apiKey'), requestTime: param.text('reqTime'), signature: param.text('signature') };
  const refusal = authenticateLogin(login, keys, exchange.nowMs + skew.byMs);
  if (refusal !== undefined) throw new Refusal(602, refusal);
  if (faults.isLoginRefused(exchange.nowMs)) throw new Refusal(602, 'signature verification failed');
  // At top level in the documents, inside of param in other clients (reference 2.5): both are read.
  const isWanted = fields.optionalFlag('subscribe') ?? param.optionalFlag('subscribe') ?? true;
  connection.isLoggedIn = true;
  connection.filter = isWanted ? PersonalFilter.everything : undefined;
}

function splitMethod(method: string): readonly [verb: string, topic?: string] {
  const at = method.indexOf('.');
  const verb = method.slice(0, at);
  return verb === 'sub' || verb === 'unsub' ? [verb, method.slice(at + 1)] : [''];
}

function complaint(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  return `a fault of the simulator itself: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
}
