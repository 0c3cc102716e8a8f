import { Body, Controller, Get, Headers, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { KillSwitch, type TradingStateChange } from '@prate/execution-interface';
import { type KnownTradingState, RiskGate } from '@prate/risk-gate';
import { DefaultAccountGuard } from '../account/default-account.guard';
import { ProblemResponses } from '../openapi/responses';
import { OperatorRule } from '../security/operator-rule';
import { KillSwitchDto, ResetDto, TripDto, TripReportDto } from './kill-switch.dto';
import { presentTrip } from './trip-report.presenter';

const HISTORY = 20;

interface SwitchView {
  readonly state: string;
  readonly problem?: string;
  readonly history: readonly TradingStateChange[];
}

/** Halts trading and brings it back; works while the exchange is down. */
@ApiTags('control')
@ApiParam({ name: 'account', schema: { type: 'string', enum: ['default'] } })
@UseGuards(DefaultAccountGuard)
@Controller('api/v1/accounts/:account/kill-switch')
export class KillSwitchController {
  constructor(
    @Inject(RiskGate) private readonly gate: RiskGate,
    @Inject(KillSwitch) private readonly killSwitch: KillSwitch,
    @Inject(OperatorRule) private readonly operator: OperatorRule,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getKillSwitch', summary: 'Whether the account may trade, and who changed that' })
  @ApiResponse({ status: 200, type: KillSwitchDto })
  @ProblemResponses(401, 404)
  async get(): Promise<SwitchView> {
    const state = await this.gate.tradingState();
    try {
      return { ...stateOf(state), history: await this.killSwitch.history(HISTORY) };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { ...stateOf(state), problem, history: [] };
    }
  }

  @Post('trip')
  @HttpCode(200)
  @ApiOperation({ operationId: 'tripKillSwitch', summary: 'Halt trading at once, then cancel what opens' })
  @ApiBearerAuth()
  @ApiResponse({ status: 200, type: TripReportDto })
  @ProblemResponses(400, 401, 404, 413, 415)
  async trip(@Body() { reason, by }: TripDto): Promise<object> {
    return presentTrip(await this.gate.trip(reason, by));
  }

  @Post('reset')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resetKillSwitch',
    summary: 'Let trading go on; needs the token of an operator, or, not in live mode, `confirm`',
  })
  @ApiBearerAuth()
  @ApiResponse({ status: 200, type: KillSwitchDto })
  @ProblemResponses(400, 401, 404, 413, 415, 503)
  async reset(@Body() { reason, by, confirm }: ResetDto, @Headers('authorization') authorization: string | undefined): Promise<SwitchView> {
    this.operator.demand(authorization, { confirm, word: 'reset' });
    await this.gate.reset(reason, by);
    return this.get();
  }
}

function stateOf(state: KnownTradingState): Pick<SwitchView, 'state' | 'problem'> {
  return typeof state === 'string' ? { state } : { state: 'unknown', problem: state.problem };
}
