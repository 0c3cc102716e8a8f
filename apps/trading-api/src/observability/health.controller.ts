import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from '@prate/execution-interface';
import { FollowedSymbols } from '../candles/followed-symbols';
import { Environment } from '../environment';
import { ProblemResponses } from '../openapi/responses';
import { ProblemError } from '../problems/problem.error';
import { HealthDto, LiveDto, ReadyDto } from './health.dto';
import { HealthService } from './health.service';
import { version } from '../version';

/** Live: the process works. Ready: it may trade and serve. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  private readonly startedAtMs: number;

  constructor(
    @Inject(HealthService) private readonly health: HealthService,
    @Inject(Environment) private readonly environment: Environment,
    @Inject(FollowedSymbols) private readonly symbols: FollowedSymbols,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    this.startedAtMs = clock.nowMs();
  }

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Whether the process works' })
  @ApiResponse({ status: 200, type: LiveDto })
  @ProblemResponses()
  live(): LiveDto {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Whether it may trade and serve' })
  @ApiResponse({ status: 200, type: ReadyDto })
  @ProblemResponses(503)
  async ready(): Promise<ReadyDto> {
    const { isReady, checks } = await this.health.check();
    if (isReady) return { status: 'ready', checks };
    const down = Object.entries(checks).filter(([, { status }]) => status === 'down');
    throw new ProblemError('not-ready', `found down: ${down.map(([name]) => name).join(', ')}; expected all up`, {
      extensions: { checks },
    });
  }

  @Get()
  @ApiOperation({ operationId: 'getHealth', summary: 'Every check, with details' })
  @ApiResponse({ status: 200, type: HealthDto })
  @ProblemResponses()
  async details(): Promise<HealthDto> {
    const { isReady, checks } = await this.health.check();
    const nowMs = this.clock.nowMs();
    return {
      status: isReady ? 'ready' : 'not-ready',
      version,
      tradingMode: this.environment.tradingMode,
      money: this.environment.live === undefined ? 'simulated' : 'real',
      isArmed: this.environment.live?.isArmed ?? true,
      nowMs,
      upForMs: nowMs - this.startedAtMs,
      symbols: [...this.symbols.known],
      checks,
    };
  }
}
