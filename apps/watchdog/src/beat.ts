import { z } from 'zod';

const session = z.string().regex(/^[A-Za-z0-9-]{8,64}$/, { error: 'expected 8 to 64 letters, digits or hyphens' });

/** The body of `POST /beat`. */
export const beatSchema = z.strictObject({
  /** Names one run of one host; a new run takes a new one. */
  session,
  /** Grows with every beat of the session. */
  sequence: z.int().min(1),
  /** How the host is, in a word of its own; shown, not judged. */
  state: z.string().min(1).max(64),
  /** How long it may stay silent, ms; the watchdog's own limit holds where that is shorter. */
  silenceMs: z.int().min(200).optional(),
});

/** The body of `POST /stand-down`. */
export const standDownSchema = z.strictObject({
  /** The run that stops; later beats of it are refused. */
  session: session.optional(),
  reason: z.string().trim().min(3).max(200),
});

export type Beat = z.infer<typeof beatSchema>;
export type StandDown = z.infer<typeof standDownSchema>;
