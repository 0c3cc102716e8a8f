import { SeededNoise } from '../market/seeded-noise';
import { type StreamTopic, streamTopics } from '../websocket/stream-topics';
import { isPublicTopic } from '../websocket/topics';
import { alterKline, tomorrowsPush, withFieldOfTomorrow } from './altered-frames';
import { type StreamFaultName, streamFaultNames, streamFaultRow } from './stream-fault-rows';

export interface StreamFaultScope {
  /** Only this topic; otherwise whatever comes first. None for a login, a public one for an acknowledgement. */
  readonly topic?: StreamTopic;
  /** Default 1; of `reorder-pushes` and `gap` 2. */
  readonly count?: number;
  /** Of `delay-push`, ms of the simulator's clock; default 1,000. */
  readonly delayMs?: number;
}

/** A fault that waits, as {@link StreamFaults.list} tells it. */
export interface PlannedStreamFault {
  readonly fault: StreamFaultName;
  readonly topic?: StreamTopic;
  readonly delayMs?: number;
  /** What it still strikes, of `next`. */
  readonly left?: number;
  readonly probability?: number;
  readonly seed?: number;
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** What becomes of a push: what leaves now, and whether the socket is cut. */
export interface PushFate {
  readonly frames: readonly string[];
  readonly isCut: boolean;
}

interface Planned {
  readonly told: Omit<PlannedStreamFault, 'left'>;
  left: number;
  readonly isDue: (nowMs: number) => boolean;
  /** Set when a fault of several pushes has met its first. */
  connection?: number;
  readonly held: string[];
}

interface Delayed {
  readonly connection: number;
  readonly frame: string;
  readonly dueMs: number;
}

/**
 * Faults of sockets. Planned ones strike in the order of planning, those by count before those by time and by chance; silence and
 * slowness last until they are taken back.
 */
export class StreamFaults {
  /** How much later than made every frame is sent, on the simulator's clock. */
  delayMs = 0;
  private scripted: Planned[] = [];
  private timed: Planned[] = [];
  private random: Planned[] = [];
  private delayed: Delayed[] = [];
  private readonly silent = new Set<StreamTopic>();

  /** @throws {RangeError} for a name, topic, count or delay that means nothing */
  plan(fault: StreamFaultName, { count, ...scope }: StreamFaultScope): void {
    checkFault(fault, scope);
    const { fewest = 1 } = streamFaultRow(fault);
    const left = count ?? fewest;
    if (!Number.isInteger(left) || left < fewest)
      throw new RangeError(`streams: found count ${left}, expected a whole number from ${fewest}`);
    this.scripted.push({ told: { fault, ...scope }, left, isDue: () => true, held: [] });
  }

  /** Each time with this probability. @throws {RangeError} */
  sometimes(
    fault: StreamFaultName,
    { probability, seed = 1, ...scope }: Omit<StreamFaultScope, 'count'> & { readonly probability: number; readonly seed?: number },
  ): void {
    checkFault(fault, scope, { isRepeated: true });
    if (!(probability >= 0 && probability <= 1)) throw new RangeError(`streams: found probability ${probability}, expected 0 to 1`);
    if (!Number.isSafeInteger(seed)) throw new RangeError(`streams: found seed ${seed}, expected a whole number`);
    const noise = new SeededNoise(seed, `stream fault ${fault} ${scope.topic ?? ''}`);
    let met = 0;
    const isDue = (): boolean => noise.fraction((met += 1), 0) < probability;
    this.random.push({ told: { fault, ...scope, probability, seed }, left: Number.POSITIVE_INFINITY, isDue, held: [] });
  }

  /** Each time from `fromMs` on and before `toMs`, on the simulator's clock. @throws {RangeError} */
  between(
    fault: StreamFaultName,
    { fromMs, toMs, ...scope }: Omit<StreamFaultScope, 'count'> & { readonly fromMs: number; readonly toMs: number },
  ): void {
    checkFault(fault, scope, { isRepeated: true });
    if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || fromMs >= toMs) {
      throw new RangeError(`streams: found ${fromMs} to ${toMs}, expected whole ms, the first below the second`);
    }
    const isDue = (nowMs: number): boolean => nowMs >= fromMs && nowMs < toMs;
    this.timed.push({ told: { fault, ...scope, fromMs, toMs }, left: Number.POSITIVE_INFINITY, isDue, held: [] });
  }

  /** Nothing waits, is silent or slow any more; pushes that are held back for another order are lost. */
  clear(): void {
    this.scripted = [];
    this.timed = [];
    this.random = [];
    this.silent.clear();
    this.delayMs = 0;
  }

  /** What waits, in the order in which it would strike. */
  list(): readonly PlannedStreamFault[] {
    return [...this.scripted, ...this.timed, ...this.random].map(({ told, left }) =>
      Number.isFinite(left) ? { ...told, left } : { ...told },
    );
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
  pushed(connection: number, topic: string, { frame, nowMs }: { readonly frame: string; readonly nowMs: number }): PushFate {
    const sent = (...frames: readonly string[]): PushFate => ({ frames, isCut: false });
    if (this.silent.has(topic as StreamTopic)) return sent();
    const fault = this.take('push', topic, { nowMs, connection });
    if (fault === undefined) return sent(frame);
    switch (fault.told.fault) {
      case 'drop-push':
        return sent();
      case 'gap':
        fault.connection = connection;
        return sent();
      case 'duplicate-push':
        return sent(frame, frame);
      case 'reorder-pushes':
        fault.connection = connection;
        fault.held.unshift(frame);
        return sent(...(fault.left === 0 ? fault.held : []));
      case 'delay-push':
        this.delayed.push({ connection, frame, dueMs: nowMs + (fault.told.delayMs ?? 1_000) });
        return sent();
      case 'cut-at-push':
        return { frames: [], isCut: true };
      case 'unmapped-channel':
        return sent(tomorrowsPush(nowMs), frame);
      case 'unmapped-field':
        return sent(withFieldOfTomorrow(frame));
      case 'correct-kline':
        return sent(alterKline(frame), frame);
      case 'lose-ack':
      case 'refuse-login':
        return sent(frame);
    }
  }

  /** Delayed pushes of this connection whose time has come. */
  due(connection: number, nowMs: number): readonly string[] {
    const isDue = (each: Delayed): boolean => each.connection === connection && each.dueMs <= nowMs;
    const due = this.delayed.filter(isDue);
    if (due.length > 0) this.delayed = this.delayed.filter((each) => !isDue(each));
    return due.map(({ frame }) => frame);
  }

  isAckLost(topic: string, nowMs: number): boolean {
    return this.take('ack', topic, { nowMs }) !== undefined;
  }

  isLoginRefused(nowMs: number): boolean {
    return this.take('login', undefined, { nowMs }) !== undefined;
  }

  private take(
    what: 'push' | 'ack' | 'login',
    topic: string | undefined,
    { nowMs, connection }: { readonly nowMs: number; readonly connection?: number },
  ): Planned | undefined {
    const isMeant = ({ told, connection: bound }: Planned): boolean => {
      const { strikes, topic: only } = streamFaultRow(told.fault);
      return strikes === what && (told.topic ?? only ?? topic) === topic && (bound ?? connection) === connection;
    };
    // Every chance is drawn for everything it could strike, so that one fault's luck does not depend on another's plan.
    const lucky = this.random.filter((each) => isMeant(each) && each.isDue(nowMs));
    const fault = this.scripted.find(isMeant) ?? this.timed.find((each) => isMeant(each) && each.isDue(nowMs)) ?? lucky[0];
    if (fault === undefined) return undefined;
    fault.left -= 1;
    if (fault.left === 0) this.scripted = this.scripted.filter((each) => each !== fault);
    return fault;
  }
}

/** A push has any topic, an acknowledgement a public one, a login none. @throws {RangeError} */
function checkFault(
  fault: StreamFaultName,
  { topic, delayMs }: Pick<StreamFaultScope, 'topic' | 'delayMs'>,
  { isRepeated = false }: { readonly isRepeated?: boolean } = {},
): void {
  if (!streamFaultNames.includes(fault)) {
    throw new RangeError(`streams: found fault ${JSON.stringify(fault)}, expected one of ${streamFaultNames.join(', ')}`);
  }
  const { strikes, fewest, takesDelay, topic: only } = streamFaultRow(fault);
  if (isRepeated && fewest !== undefined)
    throw new RangeError(`streams: found ${fault}, which takes several pushes, expected next() for it`);
  if (delayMs !== undefined && (takesDelay === undefined || !Number.isInteger(delayMs) || delayMs < 0)) {
    const expected = takesDelay === undefined ? 'none' : 'a whole number from 0';
    throw new RangeError(`streams: found delayMs ${delayMs} for ${fault}, expected ${expected}`);
  }
  if (topic === undefined) return;
  checkTopic(topic);
  const found = `streams: found topic ${JSON.stringify(topic)} for ${fault}, expected`;
  if (strikes === 'login') throw new RangeError(`${found} none`);
  if (strikes === 'ack' && !isPublicTopic(topic)) throw new RangeError(`${found} a public one`);
  if (only !== undefined && topic !== only) throw new RangeError(`${found} ${only}`);
}

function checkTopic(topic: StreamTopic): void {
  if (!streamTopics.includes(topic)) {
    throw new RangeError(`streams: found topic ${JSON.stringify(topic)}, expected one of ${streamTopics.join(', ')}`);
  }
}
