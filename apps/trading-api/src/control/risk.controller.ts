import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RiskGate } from '@prate/risk-gate';
import { DefaultAccountGuard } from '../account/default-account.guard';
import { ProblemResponses } from '../openapi/responses';
import { RiskDto } from './risk.dto';

/** What may be traded at this moment, and how much of each limit is used. */
@ApiTags('control')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/risk')
export class RiskController {
  constructor(@Inject(RiskGate) private readonly gate: RiskGate) {}

  @Get()
  @ApiOperation({ operationId: 'getRisk', summary: 'Trading state and use of each limit' })
  @ApiResponse({ status: 200, type: RiskDto })
  @ProblemResponses(401, 404)
  async get(): Promise<object> {
    const { tradingState, ...use } = await this.gate.riskUse();
    const { state, unknownIntents } = this.gate.health();
    const { unprotected, longestUnprotectedMs } = this.gate.protection();
    return {
      ...(typeof tradingState === 'string' ? { tradingState } : { tradingState: 'unknown', stateProblem: tradingState.problem }),
      executionState: state,
      unknownIntents,
      ...use,
      unprotected,
      longestUnprotectedMs,
    };
  }
}
