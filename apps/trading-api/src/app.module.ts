import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { CandleModule } from '@prate/candle-aggregator/nestjs';
import { BalancesController } from './account/balances.controller';
import { CandleJobsService } from './candles/candle-jobs.service';
import { CandlesController } from './candles/candles.controller';
import { CandleJobMetrics } from './candles/candle-job.metrics';
import { CandleMetrics } from './candles/candle.metrics';
import { candleSchedules } from './candles/candle-schedules';
import { CandleStreamsService } from './candles/candle-streams.service';
import { FollowedSymbols } from './candles/followed-symbols';
import { ControlHealth } from './control/control-health';
import { IntentsController } from './control/intents.controller';
import { KillSwitchController } from './control/kill-switch.controller';
import { RiskController } from './control/risk.controller';
import { HeartbeatService } from './control/heartbeat.service';
import { DrainService } from './drain.service';
import { ExecutionModule } from './execution.module';
import { InstrumentWatchService } from './instruments/instrument-watch.service';
import { KnownSymbols } from './instruments/known-symbols';
import { FeeAuditService } from './observability/fee-audit.service';
import { HealthController } from './observability/health.controller';
import { HealthService } from './observability/health.service';
import { Metrics } from './observability/metrics';
import { MetricsController } from './observability/metrics.controller';
import { OrdersController } from './orders/orders.controller';
import { PositionsController } from './positions/positions.controller';
import { ProblemFilter } from './problems/problem.filter';
import { ValidationPipe } from './problems/validation.pipe';
import { ProcessModule, type ProcessParts } from './process.module';
import { RootController } from './root.controller';
import { OperatorRule } from './security/operator-rule';
import { VenueModule } from './venue.module';

/** The whole composition. */
@Module({})
export class AppModule {
  static forRoot(parts: ProcessParts): DynamicModule {
    const { environment } = parts;
    return {
      module: AppModule,
      imports: [
        ProcessModule.forRoot(parts),
        VenueModule,
        ExecutionModule,
        CandleModule.forRoot({
          database: {
            path: environment.candleDatabase,
            schema: environment.candleSchema,
            timescale: environment.candleTimescale,
            mode: environment.tradingMode,
          },
          method: environment.candles.method,
          seed: environment.candles.seed,
          clock: parts.clock,
        }),
        ScheduleModule.forRoot(),
      ],
      controllers: [
        RootController,
        HealthController,
        MetricsController,
        CandlesController,
        OrdersController,
        PositionsController,
        BalancesController,
        RiskController,
        KillSwitchController,
        IntentsController,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValidationPipe },
        KnownSymbols,
        InstrumentWatchService,
        CandleJobsService,
        Metrics,
        FollowedSymbols,
        CandleJobMetrics,
        CandleMetrics,
        CandleStreamsService,
        ...candleSchedules(environment),
        OperatorRule,
        ControlHealth,
        HealthService,
        DrainService,
        HeartbeatService,
        FeeAuditService,
      ],
    };
  }
}
