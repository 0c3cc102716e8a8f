import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { MarginMode, PositionSide } from '@prate/execution-interface';
import { decimalText, epochMs } from '../openapi/scalars';

const positionSchema = z
  .strictObject({
    positionId: z.string(),
    symbol: z.string(),
    side: z.enum(PositionSide),
    contracts: decimalText,
    baseQuantity: decimalText.optional().describe('Base currency; absent for inverse contracts'),
    closableContracts: decimalText.describe('Not held back by working close orders'),
    entryPrice: decimalText,
    markPrice: decimalText.optional().describe('Absent for a contract that is not listed any more'),
    markPriceAtMs: epochMs.optional(),
    unrealizedPnl: decimalText
      .optional()
      .describe('Settle currency, computed from the mark; absent where that or the contract is not known'),
    realizedPnl: decimalText,
    leverage: z.number(),
    marginMode: z.enum(MarginMode),
    margin: decimalText,
    liquidationPrice: decimalText.optional(),
    marginRatio: decimalText.optional().describe('Liquidation at 1'),
    adlLevel: z.number().optional(),
    asOfMs: epochMs,
  })
  .describe('An open position as last known');

export class PositionDto extends createZodDto(positionSchema) {}

export class PositionListDto extends createZodDto(z.strictObject({ data: z.array(positionSchema) })) {}

/** Which side; needed when both are open. */
export class PositionQueryDto extends createZodDto(z.strictObject({ side: z.enum(PositionSide, { error: 'long or short' }).optional() })) {}
