import { z } from 'zod';

const lastBeat = z.strictObject({
  session: z.string(),
  sequence: z.number(),
  /** ms since the epoch. */
  atMs: z.number(),
  /** The host's own word for how it was. */
  state: z.string(),
});

const kindReport = z.strictObject({
  kind: z.enum(['orders', 'plan-orders', 'trailing-orders', 'stop-orders']),
  /** Cancels that the venue took, by id; one order may have taken several. */
  cancelsTaken: z.number(),
  /** Rows left alone by the last reading, because they close or protect. */
  kept: z.number(),
  /** How often everything of this kind was cancelled at once because rows could not be read or cancelled one by one. */
  cancelledAllTimes: z.number(),
  /** The last thing that went wrong. */
  problem: z.string().optional(),
});

const closedPosition = z.strictObject({
  positionId: z.string(),
  symbol: z.string(),
  /** Contracts when first seen. */
  contracts: z.string(),
  /** Whether a later reading no longer showed it. */
  isClosed: z.boolean(),
});

const firingReport = z.strictObject({
  rounds: z.number(),
  kinds: z.array(kindReport),
  /** Empty unless positions were to be closed. */
  positions: z.array(closedPosition),
  /** What kept positions from being closed. */
  closeProblem: z.string().optional(),
});

const fired = z.strictObject({
  kind: z.literal('fired'),
  reason: z.string(),
  /** ms since the epoch. */
  atMs: z.number(),
  lastBeat: lastBeat.optional(),
  /** `proven`: two readings in a row showed nothing left. `unproven`: the time was over before that. */
  outcome: z.enum(['cancelling', 'proven', 'unproven']),
  endedAtMs: z.number().optional(),
  report: firingReport.optional(),
});

/** What the watchdog is about, as its state file keeps it. */
export const conditionSchema = z.discriminatedUnion('kind', [
  /** Nobody has beaten yet, or a person has cleared what had fired. */
  z.strictObject({
    kind: z.literal('waiting'),
    cleared: z.strictObject({ reason: z.string(), atMs: z.number(), fired }).optional(),
  }),
  /** `silenceMs`: how long the host may be silent. */
  z.strictObject({ kind: z.literal('armed'), sinceMs: z.number(), silenceMs: z.number(), session: z.string().optional() }),
  z.strictObject({ kind: z.literal('stood-down'), reason: z.string(), atMs: z.number() }),
  fired,
]);

export type Condition = z.infer<typeof conditionSchema>;
export type Fired = z.infer<typeof fired>;
export type FiringReport = z.infer<typeof firingReport>;
export type KindReport = z.infer<typeof kindReport>;
export type ClosedPosition = z.infer<typeof closedPosition>;
export type LastBeat = z.infer<typeof lastBeat>;
