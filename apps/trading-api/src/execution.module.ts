import { Module } from '@nestjs/common';
import { Clock, MarketDataInterface, MemoryOrderJournal } from '@prate/execution-interface';
import { MexcFuturesExecution } from '@prate/mexc-execution';
import { MexcExecutionModule } from '@prate/mexc-execution/nestjs';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { RiskGateModule } from '@prate/risk-gate/nestjs';
import { Environment } from './environment';
import { ExecutionConnectionService } from './execution-connection.service';
import { AppLog } from './observability/app-log';
import { killNotifier } from './observability/kill-notifier';
import { type CommandRecord, outcomeLine } from './observability/outcome-line';
import { VenueModule } from './venue.module';

/**
 * The engine of the exchange. In both modes there are, simulated and paper, the exchange ends with this process, and so does its journal: one on
 * disk would hold intents of an exchange that nobody can ask any more, and deny everything for their sake. Never to stand in front of real
 * money; that takes the journal of `@prate/mexc-execution/journal`.
 */
const engine = MexcExecutionModule.forRootAsync({
  imports: [VenueModule],
  inject: [MexcFuturesRest, MexcFuturesStream, MarketDataInterface, Clock, AppLog],
  useFactory: (rest: MexcFuturesRest, stream: MexcFuturesStream, instruments: MarketDataInterface, clock: Clock, log: AppLog) => ({
    rest,
    stream,
    instruments,
    clock,
    journal: new MemoryOrderJournal(),
    onOutcome: (record: CommandRecord) => log.info(outcomeLine(record)),
  }),
});

/** The switch forgets with this process, as the exchange of both modes does; real money takes the durable one beside the journal. */
const gate = RiskGateModule.forRootAsync({
  imports: [engine, VenueModule],
  inject: [MexcFuturesExecution, MarketDataInterface, Environment, Clock, AppLog],
  useFactory: (
    over: MexcFuturesExecution,
    marketData: MarketDataInterface,
    { risk, killWebhook }: Environment,
    clock: Clock,
    log: AppLog,
  ) => ({
    over,
    clock,
    instruments: marketData,
    marks: (symbol: string) => marketData.getMarkPrice(symbol),
    indexes: (symbol: string) => marketData.getIndexPrice(symbol),
    limits: risk.limits,
    trip: { failures: { limit: risk.failuresToHalt }, notifier: killNotifier(log, killWebhook) },
  }),
});

/** The engine under the gate. Only the gate leaves this module, as `ExecutionInterface`: no feature can send an order past it. */
@Module({
  imports: [gate],
  providers: [ExecutionConnectionService],
  exports: [gate],
})
export class ExecutionModule {}
