import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PositionSide } from '@prate/execution-interface';
import { decimalText, epochMs } from '../openapi/scalars';

const limits = z
  .object({
    maxOrderNotional: decimalText.optional(),
    maxPositionNotional: decimalText.optional(),
    maxPositionContracts: decimalText.optional(),
    maxLeverage: z.number(),
    priceCollar: decimalText,
  })
  .describe('Of this contract; the settle currency where it is an amount');

const contract = z.strictObject({
  symbol: z.string(),
  positionSide: z.enum(PositionSide),
  contracts: decimalText.describe('Held, working, under way and unknown'),
  notional: decimalText.describe('Settle currency'),
  limits,
});

const currency = z.strictObject({
  currency: z.string(),
  totalNotional: decimalText,
  maxTotalNotional: decimalText.optional(),
  equity: decimalText.optional(),
  equityAtDayStart: decimalText.optional().describe('At 00:00 UTC, or when it was first read after that'),
  loss: decimalText.optional().describe('Of the day; less than 0 is a profit'),
  maxDailyLoss: decimalText.optional(),
});

const unprotected = z.strictObject({
  symbol: z.string(),
  positionSide: z.enum(PositionSide),
  clientOrderId: z.string().optional(),
  contracts: decimalText.describe('Known to have filled'),
  sinceMs: epochMs,
  forMs: z.int(),
  isAlarmed: z.boolean(),
  problem: z.string().optional(),
});

export class RiskDto extends createZodDto(
  z.strictObject({
    tradingState: z.enum(['active', 'reducing', 'halted', 'unknown']),
    stateProblem: z.string().optional(),
    executionState: z.string(),
    unknownIntents: z.int(),
    failuresInRow: z.int(),
    failuresToTrip: z.int(),
    openOrders: z.int().describe('Working, under way and unknown'),
    maxOpenOrders: z.int(),
    ordersInWindow: z.int(),
    maxOrdersInWindow: z.int(),
    windowMs: z.int(),
    accountAgeMs: z.int().optional().describe('Of the reading of orders and positions'),
    problem: z.string().optional().describe('Why orders and positions could not be read lately'),
    contracts: z.array(contract),
    unprotected: z.array(unprotected).describe('Fills of entries with a stop that have none which was read back, the oldest first'),
    longestUnprotectedMs: z.int().describe('Since the start'),
    currencies: z.array(currency),
  }),
) {}
