import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const symbol = z.string({ error: 'the name of a contract such as BTC_USDT' }).min(1, { error: 'the name of a contract such as BTC_USDT' });

/** Which orders to list. */
export class ListOrdersQueryDto extends createZodDto(
  z.strictObject({
    state: z.literal('open', { error: 'open: this version lists working orders only' }).default('open'),
    symbol: symbol.optional(),
  }),
) {}

/** Of which contract; of all where it may be left out. */
export class SymbolQueryDto extends createZodDto(z.strictObject({ symbol: symbol.optional() })) {}

/** Of which contract; an order is named together with it. */
export class RequiredSymbolQueryDto extends createZodDto(z.strictObject({ symbol })) {}
