import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type CreateOrder, MarginMode, OrderType, PositionEffect, Side } from '@prate/execution-interface';
import { isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { contractName } from '../openapi/scalars';
import { createOrderIssues } from './create-order-issues';

const LEVERAGE = 'a whole number of at least 1';
const POSITIVE = 'a positive decimal such as "0.001"';

const isAmount = (value: string | number): boolean => isDecimal(value) && isPositive(value);

/** Decimal text, or a number that is one; more than 0. Whether it lies on the grid is for the engine to say. */
const amount = z.union(
  [
    z
      .string()
      .regex(/^\+?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$/, { abort: true })
      .refine(isAmount, { abort: true }),
    z.number().positive({ abort: true }).refine(isAmount, { abort: true }),
  ],
  { error: POSITIVE },
);

const createOrderSchema = z.strictObject({
  symbol: contractName,
  side: z.enum(Side, { error: 'buy or sell' }),
  effect: z.enum(PositionEffect, { error: 'open or close' }).describe('Whether it adds to a position or reduces one; never inferred'),
  type: z.enum(OrderType, { error: Object.values(OrderType).join(', ') }),
  quantity: amount.optional().describe('Base currency: "0.001" is 0.001 BTC. Linear contracts only'),
  contracts: amount.optional().describe("The exchange's count"),
  quoteQuantity: amount.optional().describe('Quote currency at the price, or at the mark for a market order. Linear contracts only'),
  price: amount.optional().describe('Quote currency; for every type but market'),
  leverage: z.int({ error: LEVERAGE }).min(1, { error: LEVERAGE }).optional(),
  marginMode: z.enum(MarginMode, { error: 'isolated or cross' }).optional(),
});

/** One decision to trade, as sent. Unknown fields are refused. */
export class CreateOrderDto extends createZodDto(createOrderSchema) {
  /** Asked by the validation pipe, together with the schema. */
  static readonly issuesAcross = createOrderIssues;
}

/** The command that the body stands for. It was proved that size, price and exposure go together. */
export function toCreateOrder(body: CreateOrderDto, clientOrderId: string | undefined): CreateOrder {
  return { ...body, ...(clientOrderId === undefined ? {} : { clientOrderId }) } as CreateOrder;
}
