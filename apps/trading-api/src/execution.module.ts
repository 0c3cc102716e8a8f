import { Module } from '@nestjs/common';
import { Clock, MarketDataInterface, MemoryOrderJournal } from '@prate/execution-interface';
import { MexcFuturesExecution } from '@prate/mexc-execution';
import { MexcExecutionModule } from '@prate/mexc-execution/nestjs';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { RiskGateModule } from '@prate/risk-gate/nestjs';
import { Environment } from './environment';
import { ExecutionConnectionService } from './execution-connection.service';
import { AppLog } from './observability/app-log';
import { type CommandRecord, outcomeLine } from './observability/outcome-line';
import { VenueModule } from './venue.module';

/**
 * The engine of the exchange. In both modes there are, simulated and paper, the exchange ends with this process, and so does its journal: one on
 * disk would hold intents of an exchange that nobody can ask any more, and deny everything for their sake. Never to stand in front of real
 * money; that takes the journal of `@prate/mexc-execution/journal`.
 */
const engine = MexcExecutionModule.forRootAsync({
  imports: [VenueModule],
  inject: [MexcFuturesRest, MarketDataInterface, Clock, AppLog],
  useFactory: (rest: MexcFuturesRest, instruments: MarketDataInterface, clock: Clock, log: AppLog) => ({
    rest,
    instruments,
    clock,
    journal: new MemoryOrderJournal(),
    onOutcome: (record: CommandRecord) => log.info(outcomeLine(record)),
  }),
});

const gate = RiskGateModule.forRootAsync({
  imports: [engine, VenueModule],
  inject: [MexcFuturesExecution, MarketDataInterface, Environment],
  useFactory: (over: MexcFuturesExecution, marketData: MarketDataInterface, { riskMaxOrderNotional }: Environment) => ({
    over,
    instruments: marketData,
    marks: async (symbol: string) => (await marketData.getMarkPrice(symbol)).price,
    limits: { maxOrderNotional: riskMaxOrderNotional },
  }),
});

/** The engine under the gate. Only the gate leaves this module, as `ExecutionInterface`: no feature can send an order past it. */
@Module({
  imports: [gate],
  providers: [ExecutionConnectionService],
  exports: [gate],
})
export class ExecutionModule {}
