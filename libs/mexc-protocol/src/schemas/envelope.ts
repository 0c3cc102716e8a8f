import { z } from 'zod';
import { optional, wireInteger } from './scalars';

/** Fields beyond these are left alone: the venue adds some from time to time. */
export const envelopeSchema = z.object({
  success: z.boolean(),
  code: optional(wireInteger),
  message: optional(z.string()),
  data: z.unknown().optional(),
});
