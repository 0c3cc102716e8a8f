import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const issueSchema = z.strictObject({
  path: z.string().describe('Field, for example `quantity`; empty for the request as a whole'),
  found: z.string(),
  expected: z.string(),
});

/** RFC 9457. Also the shape of a denied (422) or refused (409) order, whose `code` is the reason. */
const problemSchema = z.object({
  type: z.string().describe('Link to the page that lists the codes'),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('What was found and what was expected'),
  instance: z.string().describe('The path that was asked'),
  code: z.string().describe('What happened, for programs'),
  requestId: z.string(),
  issues: z.array(issueSchema).optional(),
  outcome: z.enum(['denied', 'rejected']).optional().describe('Of a trading command: denied here, or refused by the exchange'),
  clientOrderId: z.string().optional(),
  context: z.record(z.string(), z.unknown()).optional().describe('Values behind a denial, for example the nearest legal sizes'),
  kind: z.string().optional().describe('Family of a refusal by the exchange'),
  retrySafe: z.boolean().optional().describe('Whether the same command may succeed later unchanged'),
  checks: z.record(z.string(), z.unknown()).optional().describe('Of a readiness answer'),
});

export class ProblemDto extends createZodDto(problemSchema) {}
