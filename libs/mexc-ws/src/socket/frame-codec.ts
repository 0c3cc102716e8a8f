import { parseWireJson, type PersonalTopic, personalTopics, type PublicTopic, publicTopics } from '@prate/mexc-protocol';
import { UnknownChannelError, UnreadableFrameError } from '../errors';

export type PushChannel = `push.${PublicTopic}` | `push.personal.${PersonalTopic}`;

interface Stamped {
  /** When the gateway sent it, ms since the epoch, where it says so. */
  readonly tsMs?: number;
}

/** A frame from the venue. `data` is what the parser made of it; nothing has looked inside yet. */
export type Frame =
  /** Two may come for one ping. */
  | (Stamped & { readonly kind: 'pong'; readonly serverTimeMs: number })
  /** Names no symbol: the first push of a symbol is its confirmation. */
  | (Stamped & { readonly kind: 'ack'; readonly topic: PublicTopic; readonly isUnsubscribe: boolean })
  | (Stamped & { readonly kind: 'login-ack' })
  | (Stamped & { readonly kind: 'filter-ack' })
  /** `channel` is `rs.error`, or the answer that said something other than `success`. `text` is for people. */
  | (Stamped & { readonly kind: 'error'; readonly channel: string; readonly text: string })
  | (Stamped & { readonly kind: 'push'; readonly channel: PushChannel; readonly symbol?: string; readonly data: unknown });

type Members = { readonly [key: string]: unknown };

const ANSWER_OF_TOPIC = /^rs\.(un)?sub\.(.+)$/;
// The one push that carries no data (reference 8.6).
const WITHOUT_DATA: PushChannel = 'push.personal.position.closeall.fail';
const pushChannels: ReadonlySet<string> = new Set<PushChannel>([
  ...publicTopics.map((topic): PushChannel => `push.${topic}`),
  ...personalTopics.map((topic): PushChannel => `push.personal.${topic}`),
]);

/**
 * Reads one text frame without loss: numbers inside `data` are text, digit for digit, so that long ids survive. Source: reference 8.1,
 * 8.2 and 2.5.
 *
 * @throws {UnreadableFrameError} when it is no JSON object with a channel, or lacks what its channel needs
 * @throws {UnknownChannelError} when the channel is in no table
 */
export function readFrame(text: string): Frame {
  return frameOf(parse(text, parseWireJson));
}

/**
 * Reads a frame of a public connection: as plain JSON, because prices are chosen by the venue and no long id is in it; deals, which have
 * trade ids, as {@link readFrame} does.
 *
 * @throws as {@link readFrame}
 */
export function readPublicFrame(text: string): Frame {
  return frameOf(parse(text, text.includes('push.deal"') ? parseWireJson : JSON.parse));
}

function frameOf(members: Members): Frame {
  const channel = textOf(members, 'channel');
  if (channel === undefined) throw new UnreadableFrameError('found no channel, expected its name');
  const stamp = stampOf(members);

  if (channel === 'pong') return { kind: 'pong', serverTimeMs: timeOf(members, 'data'), ...stamp };
  if (channel === 'rs.error') return { kind: 'error', channel, text: wordsOf(members), ...stamp };
  if (pushChannels.has(channel)) return { ...pushOf(channel as PushChannel, members), ...stamp };

  const ack = ackOf(channel);
  if (ack === undefined) throw new UnknownChannelError(channel);
  return own(members, 'data') === 'success' ? { ...ack, ...stamp } : { kind: 'error', channel, text: wordsOf(members), ...stamp };
}

function ackOf(channel: string): Extract<Frame, { kind: 'ack' | 'login-ack' | 'filter-ack' }> | undefined {
  if (channel === 'rs.login') return { kind: 'login-ack' };
  if (channel === 'rs.personal.filter') return { kind: 'filter-ack' };
  const answer = ANSWER_OF_TOPIC.exec(channel);
  const topic = publicTopics.find((known) => known === answer?.[2]);
  return topic === undefined ? undefined : { kind: 'ack', topic, isUnsubscribe: answer?.[1] === 'un' };
}

function pushOf(channel: PushChannel, members: Members): Extract<Frame, { kind: 'push' }> {
  const data = own(members, 'data') ?? (channel === WITHOUT_DATA ? null : undefined);
  if (data === undefined || (data === null && channel !== WITHOUT_DATA)) {
    throw new UnreadableFrameError(`${channel}: found no data, expected some`);
  }
  const symbol = textOf(members, 'symbol');
  return { kind: 'push', channel, data, ...(symbol !== undefined && { symbol }) };
}

function parse(text: string, parser: (text: string) => unknown): Members {
  let value: unknown;
  try {
    value = parser(text);
  } catch {
    // The parser's words may repeat parts of the frame.
    throw new UnreadableFrameError(`found no JSON in ${text.length} characters, expected an object`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnreadableFrameError('found JSON that is no object, expected an object with a channel');
  }
  return value as Members;
}

function own(members: Members, key: string): unknown {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

function textOf(members: Members, key: string): string | undefined {
  const value = own(members, key) ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw new UnreadableFrameError(`${key}: found ${kindOf(value)}, expected text`);
  return value;
}

/** Bare or quoted, both are seen. */
function timeOf(members: Members, key: string): number {
  const value = own(members, key);
  const timeMs = typeof value === 'string' && /^[0-9]{1,16}$/.test(value) ? Number(value) : value;
  if (typeof timeMs !== 'number' || !Number.isSafeInteger(timeMs) || timeMs < 0)
    throw new UnreadableFrameError(`${key}: found ${kindOf(value)}, expected milliseconds since the epoch`);
  return timeMs;
}

function stampOf(members: Members): Stamped {
  const isGiven = (own(members, 'ts') ?? undefined) !== undefined;
  return isGiven ? { tsMs: timeOf(members, 'ts') } : {};
}

function wordsOf(members: Members): string {
  const data = own(members, 'data');
  return typeof data === 'string' ? data : `(${kindOf(data)})`;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return 'another number';
  return value === '' ? 'empty text' : 'other text';
}
