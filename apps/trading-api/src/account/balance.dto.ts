import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { decimalText, epochMs } from '../openapi/scalars';

const balanceSchema = z
  .strictObject({
    currency: z.string(),
    available: decimalText.describe('Free for new orders'),
    frozen: decimalText.describe('Held by working orders'),
    positionMargin: decimalText.describe('Held by open positions'),
    unrealizedPnl: decimalText,
    total: decimalText.describe("The exchange's equity"),
    asOfMs: epochMs,
  })
  .describe('Amounts in the currency. available + frozen + positionMargin + unrealizedPnl = total');

export class BalanceDto extends createZodDto(balanceSchema) {}

export class BalanceListDto extends createZodDto(z.strictObject({ data: z.array(balanceSchema) })) {}
