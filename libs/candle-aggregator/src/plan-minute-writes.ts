import { CandleFlag } from './candle-flag';
import { OriginCode } from './candle-origin';
import type { InterpolationContext } from './interpolation/interpolate-minute';
import { onGridOf } from './keep-grid';
import type { InterpolationProfile, Minute, MinuteTestimony, StoredMinute } from './minute';
import { isSameMinute } from './minute';
import { type ObservedMinute, seriesOfObserved } from './observed-minute';
import { areSameSeconds, isContained } from './same-seconds';
import type { ScaledPrice } from './scaled-number';
import type { SeriesName } from './series-name';
import { type MinuteSettlement, settleMinute } from './settle-minute';

/** One minute to write with its seconds. */
export interface MinuteWrite {
  readonly minute: StoredMinute;
  /** Close of the latest earlier final minute. */
  readonly previousClose: ScaledPrice | undefined;
  /** Whether the minute's own row changes; where not, only the seconds that open it do. */
  readonly isMinuteChanged: boolean;
  /** The final version it takes the place of, for the log. */
  readonly replaced?: StoredMinute;
  /** What to serve where seconds of it were observed; all others are interpolated. */
  readonly settlement?: MinuteSettlement;
}

export interface MinutePlan {
  readonly writes: readonly MinuteWrite[];
  /** Told by a stream, and now by a call, with the same values: only their testimony changes. Open times, whole seconds. */
  readonly confirmed: readonly number[];
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

export interface PlanQuery {
  readonly symbol: string;
  readonly series: SeriesName;
  /** Sorted by time, each minute once. */
  readonly incoming: readonly Minute[];
  /** Stored minutes from the first to the last incoming one, sorted. */
  readonly existing: readonly StoredMinute[];
  /** Latest final minute before the first incoming one. */
  readonly before: StoredMinute | undefined;
  /** Final minutes after the last incoming one, sorted: filled ones, and the first that is not. */
  readonly after: readonly StoredMinute[];
  /** What was observed of any of these minutes, by their open time in whole seconds. */
  readonly observed: ReadonlyMap<number, ObservedMinute>;
  readonly profile: InterpolationProfile;
  readonly receivedAtMs: number;
  /** Of all incoming minutes. */
  readonly testimony?: MinuteTestimony;
}

type Verdict = 'inserted' | 'updated' | 'unchanged' | 'refused';

/** Flags that come from the comparison with what was observed, not from the minute itself. */
const SETTLEMENT_FLAGS = CandleFlag.ByPushes | CandleFlag.Adjusted | CandleFlag.Disputed;

/**
 * What a put changes, the same for every store. A new or changed minute is written with its 60 seconds; a minute that follows one whose
 * close changed gets its opening untraded seconds anew and keeps its revision (E15); a filled one gets the new close, which is a revision.
 */
export function planMinuteWrites(query: PlanQuery): MinutePlan {
  const { incoming, existing, before, after } = query;
  const given = new Map(incoming.map((minute) => [minute.openTimeS, minute]));
  const stored = new Map([...existing, ...after].map((minute) => [minute.openTimeS, minute]));
  const times = [...new Set([...given.keys(), ...stored.keys()])].sort((a, b) => a - b);
  const counts = { inserted: 0, updated: 0, unchanged: 0, refused: 0 };
  const writes: MinuteWrite[] = [];
  const confirmed: number[] = [];
  let finalBefore = before;
  let closeBefore = closeOf(before);
  let closeNow = closeBefore;

  for (const time of times) {
    const old = stored.get(time);
    const minute = comparable(given.get(time), old);
    const verdict = minute === undefined ? undefined : judge(minute, old, query);
    // Only final minutes have seconds, so only they are counted.
    if (verdict !== undefined && (minute?.isFinal === true || verdict === 'refused')) counts[verdict] += 1;
    if (verdict === 'unchanged' && old?.testimony?.source === 'stream' && query.testimony?.source === 'call' && old.isFinal)
      confirmed.push(time);
    let current = old;
    if (minute !== undefined && (verdict === 'inserted' || verdict === 'updated')) {
      const write = writeOf(minute, old, closeNow, query);
      writes.push(write);
      current = write.minute;
    } else if (old?.isFinal === true && !isSamePrice(closeBefore, closeNow)) {
      const write = isFilled(old) && finalBefore !== undefined ? refill(old, finalBefore, query) : follow(old, closeNow, query);
      writes.push(write);
      current = write.minute;
    }
    closeBefore = closeOf(old) ?? closeBefore;
    closeNow = closeOf(current) ?? closeNow;
    if (current?.isFinal === true) finalBefore = current;
  }
  return { writes, confirmed, ...counts };
}

/** Settles a final minute anew beside what is observed of it now. Where other seconds come out than before, that is a revision. */
export function resettle(
  old: StoredMinute,
  observed: { readonly before: ObservedMinute | undefined; readonly now: ObservedMinute | undefined },
  previousClose: ScaledPrice | undefined,
  context: { readonly symbol: string; readonly series: SeriesName; readonly receivedAtMs: number },
): MinuteWrite {
  const official = officialOf(old);
  const { profile } = old;
  const was = settleMinute(official, observed.before?.seconds ?? [], previousClose, { ...context, profile });
  const settlement = settleMinute(official, observed.now?.seconds ?? [], previousClose, { ...context, profile });
  const minute = settled(official, settlement, { revision: old.revision, profile, receivedAtMs: old.receivedAtMs });
  if (areSameSeconds(official, { settlement: was, observed: observed.before }, { settlement, observed: observed.now }))
    return { minute, previousClose, isMinuteChanged: !isSameSettled(minute, old), settlement };
  const revised = { ...minute, revision: old.revision + 1, receivedAtMs: context.receivedAtMs };
  return { minute: revised, previousClose, isMinuteChanged: true, replaced: old, settlement };
}

/** The minute as the venue gave it, without what a settlement added. */
export function officialOf(minute: StoredMinute): StoredMinute {
  const { origins: _, ...official } = minute;
  return { ...official, flags: minute.flags & ~SETTLEMENT_FLAGS };
}

/** A minute that the venue left out: flat at the close before it. */
export function filledMinute(openTimeS: number, { close, priceGrid, volumeGrid, contractSize }: Minute): Minute {
  return {
    openTimeS,
    open: close,
    high: close,
    low: close,
    close,
    priceGrid,
    volume: 0,
    volumeGrid,
    ...(contractSize === undefined ? {} : { contractSize }),
    flags: CandleFlag.Filled,
    isFinal: true,
  };
}

export function isFilled({ flags }: Minute): boolean {
  return (flags & CandleFlag.Filled) !== 0;
}

/** Close of a final minute, without trailing zeros: two closes are the same exactly when value and scale are. */
export function closeOf(minute: StoredMinute | undefined): ScaledPrice | undefined {
  if (minute === undefined || !minute.isFinal) return undefined;
  let value = minute.close;
  let { scale } = minute.priceGrid;
  while (scale > 0 && value % 10 === 0) {
    value /= 10;
    scale -= 1;
  }
  return { value, scale };
}

/** What becomes of one incoming minute. A write never lowers a rank: final beats forming, real beats filled, a call beats a stream. */
function judge(minute: Minute, old: StoredMinute | undefined, { profile, testimony }: PlanQuery): Verdict {
  if (old === undefined) return 'inserted';
  if (old.isFinal && !minute.isFinal) return 'refused';
  // Only what was final can be revised; a forming minute just went on, and its seconds are new when it is over.
  if (!old.isFinal) {
    if (minute.isFinal) return 'inserted';
    if (isSameMinute(old, minute)) return 'unchanged';
    return old.testimony !== undefined && isOutranked(testimony, old.testimony) ? 'refused' : 'inserted';
  }
  if (isFilled(minute)) return isFilled(old) ? 'unchanged' : 'refused';
  if (isFilled(old)) return 'updated';
  const isSame = isSameMinute(old, minute) && old.profile.method === profile.method && old.profile.seed === profile.seed;
  if (isSame) return 'unchanged';
  if ((minute.knownRevision ?? Infinity) < old.revision) return 'refused';
  return isOutranked(testimony, old.testimony) ? 'refused' : 'updated';
}

/** Real final minutes keep the grid they were made with. */
function comparable(minute: Minute | undefined, old: StoredMinute | undefined): Minute | undefined {
  if (minute === undefined || old === undefined || !old.isFinal || isFilled(old) || isFilled(minute)) return minute;
  return onGridOf(old, minute);
}

/** Whether what is known was said by somebody who knows better, or later. */
function isOutranked(said: MinuteTestimony | undefined, known: MinuteTestimony | undefined): boolean {
  if (said === undefined) return false;
  // A stream may have been behind by a trade that the call counted; a call that was asked after the close never is.
  if (said.source !== known?.source) return said.source === 'stream';
  return said.askedAtMs < known.askedAtMs;
}

function writeOf(
  { knownRevision = 0, ...minute }: Minute,
  old: StoredMinute | undefined,
  previousClose: ScaledPrice | undefined,
  query: PlanQuery,
): MinuteWrite {
  const { profile, receivedAtMs } = query;
  const isRevision = old?.isFinal === true;
  const observed = query.observed.get(minute.openTimeS);
  const said = query.testimony === undefined ? {} : { testimony: query.testimony };
  const next = { revision: Math.max(knownRevision, isRevision ? old.revision + 1 : 0), profile, receivedAtMs, ...said };
  const log = isRevision ? { replaced: old } : {};
  if (!minute.isFinal || observed === undefined) return { minute: { ...minute, ...next }, previousClose, isMinuteChanged: true, ...log };
  const settlement = settleMinute(minute, observed.seconds, previousClose, contextOf(query, profile));
  // Readers had the observed seconds before: where the settlement changed one of them, that is a revision.
  const seen = seriesOfObserved(observed, query.series, settlement.seconds.scale);
  const seenRevision = observed.revision + (isContained(minute, seen, { settlement, observed }) ? 0 : 1);
  const revision = isRevision ? next.revision : Math.max(knownRevision, seenRevision);
  return { minute: settled(minute, settlement, { ...next, revision }), previousClose, isMinuteChanged: true, settlement, ...log };
}

function follow(old: StoredMinute, previousClose: ScaledPrice | undefined, query: PlanQuery): MinuteWrite {
  const observed = query.observed.get(old.openTimeS);
  if (observed === undefined) return { minute: old, previousClose, isMinuteChanged: false };
  const { revision, profile, receivedAtMs } = old;
  const official = officialOf(old);
  const settlement = settleMinute(official, observed.seconds, previousClose, contextOf(query, profile));
  const minute = settled(official, settlement, { revision, profile, receivedAtMs });
  return { minute, previousClose, isMinuteChanged: !isSameSettled(minute, old), settlement };
}

function refill(old: StoredMinute, before: StoredMinute, query: PlanQuery): MinuteWrite {
  const { revision, profile, openTimeS } = old;
  const filled = filledMinute(openTimeS, before);
  const next = { revision: revision + 1, profile, receivedAtMs: query.receivedAtMs };
  const write = { previousClose: closeOf(before), isMinuteChanged: true, replaced: old };
  const observed = query.observed.get(openTimeS);
  if (observed === undefined) return { ...write, minute: { ...filled, ...next } };
  const settlement = settleMinute(filled, observed.seconds, write.previousClose, contextOf(query, profile));
  return { ...write, minute: settled(filled, settlement, next), settlement };
}

function contextOf({ symbol, series }: PlanQuery, profile: InterpolationProfile): InterpolationContext {
  return { symbol, series, profile };
}

function settled(
  minute: Minute,
  { seconds, flags, verdict }: MinuteSettlement,
  next: Pick<StoredMinute, 'revision' | 'profile' | 'receivedAtMs' | 'testimony'>,
): StoredMinute {
  let observed = 0;
  let interpolated = 0;
  for (let row = 0; row < seconds.length; row += 1) {
    if (seconds.origin[row] === OriginCode.Observed) observed += 1;
    else if (seconds.origin[row] === OriginCode.Interpolated) interpolated += 1;
  }
  return { ...minute, ...next, flags, ...(verdict === 'interpolated' ? {} : { origins: { observed, interpolated } }) };
}

/** Whether a settlement left of a minute what an earlier one had. */
function isSameSettled(a: StoredMinute, b: StoredMinute): boolean {
  return a.flags === b.flags && a.origins?.observed === b.origins?.observed && a.origins?.interpolated === b.origins?.interpolated;
}

function isSamePrice(a: ScaledPrice | undefined, b: ScaledPrice | undefined): boolean {
  return a?.value === b?.value && a?.scale === b?.scale;
}
