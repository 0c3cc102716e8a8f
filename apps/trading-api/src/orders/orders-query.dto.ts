import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { contractName } from '../openapi/scalars';

/** Which orders to list. */
export class ListOrdersQueryDto extends createZodDto(
  z.strictObject({
    state: z.literal('open', { error: 'open: this version lists working orders only' }).default('open'),
    symbol: contractName.optional(),
  }),
) {}

/** Of which contract; of all where it may be left out. */
export class SymbolQueryDto extends createZodDto(z.strictObject({ symbol: contractName.optional() })) {}

/** Of which contract; an order is named together with it. */
export class RequiredSymbolQueryDto extends createZodDto(z.strictObject({ symbol: contractName })) {}
