import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { MarginMode, OrderStatus, OrderType, PositionEffect, PositionSide, Side } from '@prate/execution-interface';
import { decimalText, epochMs } from '../openapi/scalars';

export const orderSchema = z
  .strictObject({
    orderId: z.string().describe("The exchange's id"),
    clientOrderId: z.string().optional(),
    symbol: z.string(),
    side: z.enum(Side),
    effect: z.enum(PositionEffect),
    positionSide: z.enum(PositionSide),
    type: z.enum([...Object.values(OrderType), 'market-to-limit']),
    status: z.enum(OrderStatus),
    price: decimalText.optional().describe('Quote currency; absent on market orders'),
    contracts: decimalText,
    baseQuantity: decimalText.optional().describe('Base currency; absent for inverse contracts'),
    filledContracts: decimalText,
    filledBaseQuantity: decimalText.optional(),
    averagePrice: decimalText.optional().describe('Quote currency; absent until something filled'),
    leverage: z.number(),
    marginMode: z.enum(MarginMode),
    positionId: z.string().optional(),
    reason: z.string().optional().describe('Why it ended, where neither a fill nor a cancel ended it'),
    category: z.enum(['normal', 'liquidation', 'custody-close', 'auto-deleveraging', 'delivery', 'liquidation-hedge']),
    createdAtMs: epochMs,
    updatedAtMs: epochMs,
  })
  .describe('An order as last known');

export class OrderDto extends createZodDto(orderSchema) {}

export class OrderListDto extends createZodDto(z.strictObject({ data: z.array(orderSchema) })) {}
