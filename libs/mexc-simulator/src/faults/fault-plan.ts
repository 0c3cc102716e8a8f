import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { SeededNoise } from '../market/seeded-noise';
import { type FaultOptions, optionViolations } from './fault-options';
import { type FaultName, faultNames, faultRow } from './fault-rows';

/** One endpoint, or whatever is asked. */
export type FaultTarget = EndpointName | 'any';

/** A fault that waits, as {@link FaultPlan.list} tells it. */
export interface PlannedFault {
  readonly endpoint: FaultTarget;
  readonly fault: FaultName;
  readonly options: FaultOptions;
  /** Requests it still strikes, of `next`. */
  readonly left?: number;
  /** Of `sometimes`. */
  readonly probability?: number;
  readonly seed?: number;
  /** Of `between`: simulator's clock, the end is not struck any more. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface StruckBy {
  readonly name: FaultName;
  readonly options: FaultOptions;
}

interface Waiting {
  readonly told: Omit<PlannedFault, 'left'>;
  left: number;
  readonly isDue: (nowMs: number) => boolean;
}

/**
 * Faults that wait for their request. Of several that could strike, one does: those planned by `next` first, then those of a time, then
 * those of chance, each in the order of planning. Chance depends on the seed and on the order of requests alone.
 */
export class FaultPlan {
  private scripted: Waiting[] = [];
  private timed: Waiting[] = [];
  private random: Waiting[] = [];

  /** The next request to `endpoint`, or the next `count`, meet `fault`. @throws {RangeError} naming everything that means nothing */
  next(endpoint: FaultTarget, fault: FaultName, { count = 1, ...options }: FaultOptions & { readonly count?: number } = {}): void {
    check(endpoint, fault, options, isWhole(count, 1) ? [] : [`count: found ${JSON.stringify(count)}, expected a whole number from 1`]);
    this.scripted.push({ told: { endpoint, fault, options }, left: count, isDue: () => true });
  }

  /** Each request meets `fault` with this probability, until {@link clear}. @throws {RangeError} */
  sometimes(
    endpoint: FaultTarget,
    fault: FaultName,
    { probability, seed = 1, ...options }: FaultOptions & { readonly probability: number; readonly seed?: number },
  ): void {
    const isFraction = typeof probability === 'number' && probability >= 0 && probability <= 1;
    check(endpoint, fault, options, [
      ...(isFraction ? [] : [`probability: found ${JSON.stringify(probability)}, expected 0 to 1`]),
      ...(Number.isSafeInteger(seed) ? [] : [`seed: found ${JSON.stringify(seed)}, expected a whole number`]),
    ]);
    const noise = new SeededNoise(seed, `fault ${endpoint} ${fault}`);
    let asked = 0;
    const isDue = (): boolean => noise.fraction((asked += 1), 0) < probability;
    this.random.push({ told: { endpoint, fault, options, probability, seed }, left: Number.POSITIVE_INFINITY, isDue });
  }

  /** Each request from `fromMs` on and before `toMs`, on the simulator's clock, meets `fault`. @throws {RangeError} */
  between(
    endpoint: FaultTarget,
    fault: FaultName,
    { fromMs, toMs, ...options }: FaultOptions & { readonly fromMs: number; readonly toMs: number },
  ): void {
    const isWindow = Number.isSafeInteger(fromMs) && Number.isSafeInteger(toMs) && fromMs < toMs;
    check(
      endpoint,
      fault,
      options,
      isWindow ? [] : [`fromMs, toMs: found ${fromMs}, ${toMs}, expected whole ms, the first below the second`],
    );
    const isDue = (nowMs: number): boolean => nowMs >= fromMs && nowMs < toMs;
    this.timed.push({ told: { endpoint, fault, options, fromMs, toMs }, left: Number.POSITIVE_INFINITY, isDue });
  }

  /** Nothing waits any more. */
  clear(): void {
    this.scripted = [];
    this.timed = [];
    this.random = [];
  }

  /** What waits, in the order in which it would strike. */
  list(): readonly PlannedFault[] {
    return [...this.scripted, ...this.timed, ...this.random].map(({ told, left }) =>
      Number.isFinite(left) ? { ...told, left } : { ...told },
    );
  }

  /** The fault that this request meets; asked once a request. */
  take(endpoint: EndpointName, nowMs: number): StruckBy | undefined {
    const isMeant = ({ told }: Waiting): boolean => told.endpoint === endpoint || (told.endpoint === 'any' && suits(told.fault, endpoint));
    // Every chance is drawn for every request it could strike, so that one fault's luck does not depend on another's plan.
    const lucky = this.random.filter((each) => isMeant(each) && each.isDue(nowMs));
    const struck = this.scripted.find(isMeant) ?? this.timed.find((each) => isMeant(each) && each.isDue(nowMs)) ?? lucky[0];
    if (struck === undefined) return undefined;
    struck.left -= 1;
    if (struck.left === 0) this.scripted = this.scripted.filter((each) => each !== struck);
    return { name: struck.told.fault, options: struck.told.options };
  }
}

function suits(fault: FaultName, endpoint: EndpointName): boolean {
  return faultRow(fault).suits?.includes(endpoint) ?? true;
}

function isWhole(value: unknown, least: number): boolean {
  return Number.isInteger(value) && (value as number) >= least;
}

function check(endpoint: FaultTarget, fault: FaultName, options: FaultOptions, others: readonly string[]): void {
  const violations = [...others];
  const isEndpoint = endpoint === 'any' || Object.hasOwn(endpoints, endpoint);
  if (!isEndpoint)
    violations.push(`found endpoint ${JSON.stringify(endpoint)}, expected any or one of ${Object.keys(endpoints).join(', ')}`);
  if (!faultNames.includes(fault)) {
    violations.push(`found fault ${JSON.stringify(fault)}, expected one of ${faultNames.join(', ')}`);
  } else {
    violations.push(...optionViolations(fault, options, faultRow(fault)));
    if (isEndpoint && endpoint !== 'any' && !suits(fault, endpoint)) {
      violations.push(`${fault}: found endpoint ${endpoint}, expected ${faultRow(fault).suits?.join(', ')}`);
    }
  }
  if (violations.length > 0) throw new RangeError(`faults: ${violations.join('; ')}`);
}
