import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type ClientOrderId, type JournalEntry, venueOrderId } from '@prate/execution-interface';
import { DefaultAccountGuard } from '../account/default-account.guard';
import { ProblemResponses } from '../openapi/responses';
import { orderIdFrom } from '../orders/order-id-from';
import { OperatorRule } from '../security/operator-rule';
import { IntentDesk } from './intent-desk';
import { ProblemError } from '../problems/problem.error';
import { IntentDto, IntentListDto, IntentsQueryDto, ResolveIntentDto, StoryDto } from './intents.dto';
import type { IntentVerdict } from './intent-verdict';
import { presentEvent } from './story.presenter';

/** Intents of which nobody knows whether they became orders. They are looked for by themselves; what is left over is a person's. */
@ApiTags('control')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/intents')
export class IntentsController {
  constructor(
    @Inject(IntentDesk) private readonly desk: IntentDesk,
    @Inject(OperatorRule) private readonly operator: OperatorRule,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listIntents', summary: 'Unresolved intents, oldest first' })
  @ApiResponse({ status: 200, type: IntentListDto })
  @ProblemResponses(400, 401, 404, 503)
  async list(@Query() _query: IntentsQueryDto): Promise<{ data: readonly object[] }> {
    return { data: (await this.desk.list()).map(present) };
  }

  @Get(':id/story')
  @ApiOperation({
    operationId: 'getIntentStory',
    summary: 'All that is kept of one, also of an order that was denied; by its client order id',
  })
  @ApiResponse({ status: 200, type: StoryDto })
  @ProblemResponses(400, 401, 404, 503)
  async story(@Param('id') id: string): Promise<{ data: readonly object[] }> {
    const events = await this.desk.story(orderIdFrom(id) as ClientOrderId);
    if (events.length === 0) {
      throw new ProblemError(
        'intent-not-found',
        `intent: found nothing kept of ${JSON.stringify(id)}, expected a client order id of this account`,
      );
    }
    return { data: events.map(presentEvent) };
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resolveIntent',
    summary: 'Say what became of one; needs the token of an operator, or, not in live mode, `confirm`',
  })
  @ApiBearerAuth()
  @ApiResponse({ status: 200, type: IntentDto })
  @ProblemResponses(400, 401, 404, 409, 413, 415, 503)
  async resolve(
    @Param('id') id: string,
    @Body() body: ResolveIntentDto,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<object> {
    this.operator.demand(authorization, { confirm: body.confirm, word: 'resolve' });
    return present(await this.desk.resolve(orderIdFrom(id) as ClientOrderId, verdictOf(body)));
  }
}

function verdictOf({ verdict, orderId, by, reason }: ResolveIntentDto): IntentVerdict {
  if (verdict === 'accepted') return { outcome: { state: verdict, orderId: venueOrderId(orderId as string) }, by, reason };
  return { outcome: { state: verdict }, by, reason };
}

function present({ intent, outcome, attempts, updatedAtMs }: JournalEntry): object {
  const { clientOrderId, kind, symbol, command, createdAtMs } = intent;
  return {
    clientOrderId,
    kind,
    symbol,
    command,
    state: outcome.state,
    ...(outcome.state === 'needs-operator' ? { candidates: outcome.candidates } : {}),
    attempts,
    createdAtMs,
    updatedAtMs,
  };
}
