import { z } from 'zod';
import type { WireDepth, WireDepthCommit, WireDepthRow } from '../wire/depth';
import { optional, wireDecimal, wireInteger } from './scalars';

/** Two or three members; what may come after them is left alone. */
export const depthRowSchema: z.ZodType<WireDepthRow> = z.union([
  z.tuple([wireDecimal, wireDecimal]),
  z.tuple([wireDecimal, wireDecimal, wireInteger], z.unknown()).transform(([price, vol, orderCount]) => [price, vol, orderCount] as const),
]);

const sides = { asks: z.array(depthRowSchema), bids: z.array(depthRowSchema) };

export const depthSchema: z.ZodType<WireDepth> = z.object({ ...sides, version: wireInteger, timestamp: optional(wireInteger) });

export const depthCommitSchema: z.ZodType<WireDepthCommit> = z.object({ ...sides, version: wireInteger });
