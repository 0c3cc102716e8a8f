import { Module } from '@nestjs/common';
import { Clock, DayStartStore, ExecutionInterface, KillSwitch, MarketDataInterface, OrderJournal } from '@prate/execution-interface';
import { MexcFuturesExecution, createClientOrderId } from '@prate/mexc-execution';
import { MexcExecutionModule } from '@prate/mexc-execution/nestjs';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesStream } from '@prate/mexc-ws';
import { RiskGate, WatchedPrices } from '@prate/risk-gate';
import { RiskGateModule } from '@prate/risk-gate/nestjs';
import { IntentDesk } from './control/intent-desk';
import { Environment } from './environment';
import { ExecutionConnectionService } from './execution-connection.service';
import { unarmed } from './modes/unarmed';
import { Venue } from './modes/venue';
import { AppLog } from './observability/app-log';
import { killNotifier } from './observability/kill-notifier';
import { type CommandRecord, outcomeLine } from './observability/outcome-line';
import { VenueModule } from './venue.module';

const engine = MexcExecutionModule.forRootAsync({
  imports: [VenueModule],
  inject: [MexcFuturesRest, MexcFuturesStream, MarketDataInterface, OrderJournal, KillSwitch, Clock, AppLog, Venue],
  useFactory: (
    rest: MexcFuturesRest,
    stream: MexcFuturesStream,
    instruments: MarketDataInterface,
    journal: OrderJournal,
    killSwitch: KillSwitch,
    clock: Clock,
    log: AppLog,
    { lease }: Venue,
  ) => ({
    rest,
    stream,
    instruments,
    clock,
    journal,
    killSwitch,
    onOutcome: (record: CommandRecord) => log.info(outcomeLine({ ...record, grant: lease?.fencingToken })),
  }),
});

const gate = RiskGateModule.forRootAsync({
  imports: [engine, VenueModule],
  inject: [MexcFuturesExecution, MarketDataInterface, Environment, OrderJournal, KillSwitch, DayStartStore, Clock, AppLog],
  useFactory: (
    over: MexcFuturesExecution,
    marketData: MarketDataInterface,
    { risk, killWebhook, killCommand, live, isReadOnly }: Environment,
    journal: OrderJournal,
    killSwitch: KillSwitch,
    dayStarts: DayStartStore,
    clock: Clock,
    log: AppLog,
  ) => ({
    over,
    clock,
    killSwitch,
    dayStarts,
    instruments: marketData,
    ...watchedPrices(marketData, clock),
    limits: risk.limits,
    isReadOnly,
    audit: {
      journal,
      newId: () => createClientOrderId(clock.nowMs()),
      onProblem: (error) => log.failure('journal: a verdict was not kept', error),
    },
    // Who is not armed takes up nothing again that would have to be sent.
    protection: live?.isArmed === false ? {} : { journal },
    // Nor does it do anything by itself.
    trip: {
      isWatching: live?.isArmed !== false,
      failures: { limit: risk.failuresToHalt, count: risk.countedFailures },
      cancel: risk.cancelOnHalt,
      isFlattening: risk.isFlattenedOnHalt,
      notifier: killNotifier(log, { webhook: killWebhook, command: killCommand }),
    },
  }),
});

/** No opening waits for a price that flows anyway; the watches end with the stream. */
function watchedPrices(marketData: MarketDataInterface, clock: Clock) {
  const marks = new WatchedPrices({
    clock,
    ask: (symbol) => marketData.getMarkPrice(symbol),
    watch: (symbol, handlers) => marketData.watchMarkPrice(symbol, handlers),
  });
  const indexes = new WatchedPrices({
    clock,
    ask: (symbol) => marketData.getIndexPrice(symbol),
    watch: (symbol, handlers) => marketData.watchIndexPrice(symbol, handlers),
  });
  return { marks: (symbol: string) => marks.read(symbol), indexes: (symbol: string) => indexes.read(symbol) };
}

/** What features get: the gate, and in live mode without LIVE_TRADING=armed a gate that lets no trade through. */
const execution = {
  provide: ExecutionInterface,
  inject: [RiskGate, Environment],
  useFactory: (riskGate: RiskGate, { live }: Environment): ExecutionInterface =>
    live === undefined || live.isArmed ? riskGate : unarmed(riskGate),
};

const intentDesk = {
  provide: IntentDesk,
  inject: [OrderJournal, MexcFuturesExecution],
  useFactory: (journal: OrderJournal, over: MexcFuturesExecution): IntentDesk => ({
    list: () => journal.listUnsettled(),
    story: (id) => journal.story(id),
    resolve: (id, verdict) => over.resolveIntent(id, verdict),
  }),
};

/** The engine under the gate. Only the gate leaves this module, as `ExecutionInterface`: no feature can send an order past it. */
@Module({
  imports: [gate, engine],
  providers: [execution, intentDesk, ExecutionConnectionService],
  exports: [ExecutionInterface, IntentDesk, gate],
})
export class ExecutionModule {}
