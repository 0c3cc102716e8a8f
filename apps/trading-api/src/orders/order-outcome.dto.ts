import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { decimalText } from '../openapi/scalars';
import { orderSchema } from './order.dto';

const sizeSchema = z.strictObject({
  contracts: decimalText,
  quantity: decimalText.optional().describe('Base currency'),
  quoteQuantity: decimalText.optional().describe('Quote currency'),
});

const unknownReason = z.strictObject({
  code: z.enum(['timeout', 'connection-lost', 'http-status', 'venue-error', 'unreadable-answer']),
  message: z.string(),
});

/** 201: the exchange made an order; not yet that it filled. */
export class OrderAcceptedDto extends createZodDto(
  z.strictObject({ outcome: z.literal('accepted'), clientOrderId: z.string(), order: orderSchema, size: sizeSchema }),
) {}

/** 202: nobody knows whether there is an order. `Location` says where to look; nothing is repeated. */
export class OrderUnknownDto extends createZodDto(
  z.strictObject({ outcome: z.literal('unknown'), clientOrderId: z.string(), unknown: unknownReason }),
) {}

/** 200: cancelled now, or ended before (a fill that won the race shows in `order`). */
export class OrderCancelledDto extends createZodDto(
  z.strictObject({ outcome: z.enum(['cancelled', 'already-final']), orderId: z.string(), order: orderSchema.optional() }),
) {}

/** 202: nobody knows what the cancel did. */
export class CancelUnknownDto extends createZodDto(
  z.strictObject({ outcome: z.literal('unknown'), orderId: z.string().optional(), unknown: unknownReason }),
) {}

/** 200: counted from reads before and after, because the exchange returns no list. */
export class OrdersCancelledDto extends createZodDto(
  z.strictObject({
    outcome: z.literal('done'),
    count: z.int().describe('Orders really cancelled'),
    cancelled: z.array(orderSchema),
    stillOpen: z.array(orderSchema),
    filledMeanwhile: z.array(orderSchema),
    unresolved: z.array(orderSchema).describe('Open before, gone now, and not readable: neither counted nor forgotten'),
  }),
) {}
