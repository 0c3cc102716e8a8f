import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { epochMs } from '../openapi/scalars';
import { operatorName, operatorReason } from './kill-switch.dto';

const intentSchema = z
  .strictObject({
    clientOrderId: z.string().describe('The id of the intent, also of kinds that the exchange gives no client id'),
    kind: z.string().describe('order, plan, stop, trailing, amend, leverage …'),
    symbol: z.string().describe('* where it concerns the whole account'),
    command: z.record(z.string(), z.unknown()).describe('What was decided'),
    state: z.string().describe('sent, unknown, needs-operator; after a verdict: accepted, done or never-arrived'),
    candidates: z.array(z.string()).optional().describe('Ids of the exchange that may be it'),
    attempts: z.int(),
    createdAtMs: epochMs,
    updatedAtMs: epochMs,
  })
  .describe('Something decided here of which nobody knows whether it happened');

export class IntentDto extends createZodDto(intentSchema) {}

export class IntentListDto extends createZodDto(z.strictObject({ data: z.array(intentSchema) })) {}

const storyEvent = z.strictObject({
  atMs: epochMs,
  what: z.enum(['verdict', 'recorded', 'request', 'settled', 'resolution', 'operator']),
  text: z.string().describe('The same in words'),
  details: z.record(z.string(), z.unknown()).describe('As kept; ids and amounts are text'),
});

export class StoryDto extends createZodDto(z.strictObject({ data: z.array(storyEvent).describe('In the order in which it was kept') })) {}

/** Which intents to list. */
export class IntentsQueryDto extends createZodDto(
  z.strictObject({
    state: z.literal('unknown', { error: 'unknown: this version lists unresolved intents only' }).default('unknown'),
  }),
) {}

const VERDICT = 'accepted, done or never-arrived';

export class ResolveIntentDto extends createZodDto(
  z.strictObject({
    verdict: z
      .enum(['accepted', 'done', 'never-arrived'], { error: VERDICT })
      .describe(
        'accepted: there is an order, with `orderId`; done: it happened and left no id; never-arrived: the exchange has nothing of it',
      ),
    orderId: z
      .string()
      .regex(/^\d{1,32}$/, { error: 'the id of the exchange' })
      .optional(),
    reason: operatorReason,
    by: operatorName.default('api'),
    confirm: z.string().optional().describe('`resolve`, where no ADMIN_TOKEN is configured; in live mode the token is needed'),
  }),
) {
  /** Asked by the validation pipe, together with the schema. */
  static issuesAcross({ verdict, orderId }: Readonly<Record<string, unknown>>) {
    const isNeeded = verdict === 'accepted';
    if (isNeeded === (orderId !== undefined)) return [];
    const found = orderId === undefined ? 'missing' : JSON.stringify(orderId);
    return [
      {
        path: 'orderId',
        found,
        expected: isNeeded ? 'the id of the order, because the verdict is accepted' : 'nothing, because the verdict is not accepted',
      },
    ];
  }
}
