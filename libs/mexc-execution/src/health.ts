import type { ExecutionHealth, HealthReason } from '@prate/execution-interface';
import type { FreshnessLimits } from './config';
import type { Session } from './session';

/** Where the private events come from at this moment. */
export type FeedState = 'none' | 'lost' | 'live';

/** All that decides the health, as it is now. */
export interface HealthInput {
  readonly session: Pick<Session, 'state' | 'lastAnswerAgeMs' | 'clockAgeMs' | 'isPositionModeDoubtful'>;
  readonly unknownIntents: number;
  readonly feed: FeedState;
  /** Whether the account has been read whole since the last connect. */
  readonly isSynced: boolean;
  readonly streamAgeMs?: number;
  readonly reconcileAgeMs?: number;
  readonly instrumentsAgeMs?: number;
  /** Of a lost stream: since the last moment of which nothing is missing. */
  readonly lostForMs?: number;
  readonly nowMs: number;
  readonly limits: FreshnessLimits;
}

/** `syncing`, `stale(since)`, `degraded(why)` or `healthy`. What is too old weighs more than what merely works with limits. */
export function healthOf(input: HealthInput): ExecutionHealth {
  const { session, unknownIntents, nowMs, streamAgeMs, reconcileAgeMs, instrumentsAgeMs } = input;
  const { lastAnswerAgeMs, clockAgeMs } = session;
  const ages = {
    ...(lastAnswerAgeMs === undefined ? {} : { lastAnswerAgeMs }),
    ...(streamAgeMs === undefined ? {} : { streamAgeMs }),
    ...(reconcileAgeMs === undefined ? {} : { reconcileAgeMs }),
    ...(clockAgeMs === undefined ? {} : { clockAgeMs }),
    ...(instrumentsAgeMs === undefined ? {} : { instrumentsAgeMs }),
  };
  if (session.state !== 'connected') return { state: session.state, unknownIntents, ...ages };
  const old = tooOld(input);
  const reasons: readonly HealthReason[] = [
    ...old.map(({ reason }) => reason),
    ...(input.isSynced ? [] : (['account-unread'] as const)),
    ...limitations(input),
  ];
  const parts = { unknownIntents, ...(reasons.length === 0 ? {} : { reasons }), ...ages };
  if (old.length > 0) return { state: 'stale', sinceMs: nowMs - Math.max(...old.map(({ ageMs }) => ageMs)), ...parts };
  if (!input.isSynced) return { state: 'syncing', ...parts };
  return { state: reasons.length > 0 ? 'degraded' : 'healthy', ...parts };
}

function tooOld({
  session,
  feed,
  streamAgeMs,
  reconcileAgeMs,
  lostForMs,
  limits,
}: HealthInput): readonly { reason: HealthReason; ageMs: number }[] {
  const { clockAgeMs } = session;
  // Without a stream the readings are all there is, and have to be as fresh as a stream; what it told until it was lost is known, too.
  const [knownAgeMs, limitMs] = feed === 'live' ? [reconcileAgeMs, limits.reconcileMs] : [least(reconcileAgeMs, lostForMs), limits.pollMs];
  const old: { reason: HealthReason; ageMs: number }[] = [];
  const look = (reason: HealthReason, ageMs: number | undefined, mostMs: number) => {
    if (ageMs !== undefined && ageMs > mostMs) old.push({ reason, ageMs });
  };
  if (feed === 'live') look('stream-old', streamAgeMs, limits.streamMs);
  look('reconcile-old', knownAgeMs, limitMs);
  look('clock-old', clockAgeMs, limits.clockMs);
  return old;
}

function limitations({ session, feed, unknownIntents, instrumentsAgeMs, limits }: HealthInput): readonly HealthReason[] {
  const reasons: HealthReason[] = [];
  if (feed === 'none') reasons.push('no-stream');
  if (feed === 'lost') reasons.push('stream-lost');
  if (session.isPositionModeDoubtful) reasons.push('position-mode-changed');
  // The account is known all the same: closes and looks go on.
  if (instrumentsAgeMs !== undefined && instrumentsAgeMs > limits.instrumentsMs) reasons.push('instruments-old');
  if (unknownIntents > 0) reasons.push('intents-unknown');
  return reasons;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? a : Math.min(a, b);
}
