import { type StreamTopic, streamTopics } from '../websocket/stream-topics';
import { isPublicTopic } from '../websocket/topics';

/** What a planned fault strikes, as data. */
export const streamFaultRows = {
  /** A push is never sent. */
  'drop-push': { strikes: 'push' },
  /** A push is sent twice, byte for byte. */
  'duplicate-push': { strikes: 'push' },
  /** `count` pushes of one connection wait for each other and leave in reverse order. */
  'reorder-pushes': { strikes: 'push' },
  /** The subscription (or filter) takes effect, its acknowledgement is never sent. */
  'lose-ack': { strikes: 'ack' },
  /** A right login is answered by `rs.error`. */
  'refuse-login': { strikes: 'login' },
} as const satisfies Readonly<Record<string, { readonly strikes: 'push' | 'ack' | 'login' }>>;

export type StreamFaultName = keyof typeof streamFaultRows;
export const streamFaultNames = Object.freeze(Object.keys(streamFaultRows) as StreamFaultName[]);

export interface StreamFaultScope {
  /** Only this topic; otherwise whatever comes first. None for a login, a public one for an acknowledgement. */
  readonly topic?: StreamTopic;
  /** Default 1; of `reorder-pushes` 2. */
  readonly count?: number;
}

interface Planned {
  readonly name: StreamFaultName;
  readonly topic: StreamTopic | undefined;
  left: number;
  /** Set when `reorder-pushes` has met its first push. */
  connection?: number;
  readonly held: string[];
}

/** Faults of sockets: planned ones strike in the order of planning, silence and slowness last until they are taken back. */
export class StreamFaults {
  /** How much later than made every frame is sent, on the simulator's clock. */
  delayMs = 0;
  private planned: Planned[] = [];
  private readonly silent = new Set<StreamTopic>();

  /** @throws {RangeError} for a name, topic or count that means nothing */
  plan(name: StreamFaultName, { topic, count }: StreamFaultScope): void {
    if (!streamFaultNames.includes(name)) {
      throw new RangeError(`streams: found fault ${JSON.stringify(name)}, expected one of ${streamFaultNames.join(', ')}`);
    }
    if (topic !== undefined) checkScope(name, topic);
    const fewest = name === 'reorder-pushes' ? 2 : 1;
    const left = count ?? fewest;
    if (!Number.isInteger(left) || left < fewest)
      throw new RangeError(`streams: found count ${left}, expected a whole number from ${fewest}`);
    this.planned.push({ name, topic, left, held: [] });
  }

  /** @throws {RangeError} */
  silence(topic: StreamTopic): void {
    checkTopic(topic);
    this.silent.add(topic);
  }

  /** @throws {RangeError} */
  unsilence(topic: StreamTopic): void {
    checkTopic(topic);
    this.silent.delete(topic);
  }

  /** @throws {RangeError} */
  slow(byMs: number): void {
    if (!Number.isInteger(byMs) || byMs < 0) throw new RangeError(`streams: found a delay of ${byMs} ms, expected a whole number from 0`);
    this.delayMs = byMs;
  }

  /** What leaves instead of this push, now. */
  pushed(connection: number, topic: string, frame: string): readonly string[] {
    if (this.silent.has(topic as StreamTopic)) return [];
    const fault = this.planned.find(
      (each) =>
        streamFaultRows[each.name].strikes === 'push' && (each.topic ?? topic) === topic && (each.connection ?? connection) === connection,
    );
    if (fault === undefined) return [frame];
    this.wear(fault);
    if (fault.name === 'drop-push') return [];
    if (fault.name === 'duplicate-push') return [frame, frame];
    fault.connection = connection;
    fault.held.unshift(frame);
    return fault.left === 0 ? fault.held : [];
  }

  isAckLost(topic: string): boolean {
    return this.strikes('ack', topic);
  }

  isLoginRefused(): boolean {
    return this.strikes('login', undefined);
  }

  private strikes(what: 'ack' | 'login', topic: string | undefined): boolean {
    const fault = this.planned.find((each) => streamFaultRows[each.name].strikes === what && (each.topic ?? topic) === topic);
    if (fault !== undefined) this.wear(fault);
    return fault !== undefined;
  }

  private wear(fault: Planned): void {
    fault.left -= 1;
    if (fault.left === 0) this.planned = this.planned.filter((each) => each !== fault);
  }
}

/** A push has any topic, an acknowledgement a public one, a login none. */
function checkScope(name: StreamFaultName, topic: StreamTopic): void {
  checkTopic(topic);
  const { strikes } = streamFaultRows[name];
  if (strikes === 'login' || (strikes === 'ack' && !isPublicTopic(topic))) {
    throw new RangeError(
      `streams: found topic ${JSON.stringify(topic)} for ${name}, expected ${strikes === 'login' ? 'none' : 'a public one'}`,
    );
  }
}

function checkTopic(topic: StreamTopic): void {
  if (!streamTopics.includes(topic)) {
    throw new RangeError(`streams: found topic ${JSON.stringify(topic)}, expected one of ${streamTopics.join(', ')}`);
  }
}
