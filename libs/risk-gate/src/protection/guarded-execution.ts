import type {
  AmendProtection,
  CancelAllOptions,
  CancelAllOrdersOutcome,
  CancelConditionalOrders,
  ChangeOutcome,
  ConditionalOrderId,
  ConnectResult,
  ExecutionEventHandler,
  StopWatching,
} from '@prate/execution-interface';
import { PassThroughExecution } from '../pass-through-execution';
import type { ProtectionGuard } from './protection-guard';

/** What is handed straight on, with the guard of protected entries told of what concerns it. */
export abstract class GuardedExecution extends PassThroughExecution {
  protected abstract readonly guard: ProtectionGuard;

  /** Also finds entries of an earlier process again, and looks after their stops. */
  override async connect(): Promise<ConnectResult> {
    const result = await this.over.connect();
    if (result.ok) await this.guard.restore();
    return result;
  }

  override disconnect(): Promise<void> {
    this.guard.stop();
    return this.over.disconnect();
  }

  /** Beside what the engine tells: `protection`, what is found about the stops of entries. */
  override watchEvents(handler: ExecutionEventHandler): StopWatching {
    const stops = [this.over.watchEvents(handler), this.guard.watch(handler)];
    return () => stops.forEach((stop) => stop());
  }

  override async cancelConditionalOrder(order: ConditionalOrderId): Promise<ChangeOutcome> {
    if (order?.kind !== 'stop') return this.over.cancelConditionalOrder(order);
    return this.guard.whileLeaving(order.id, async () => {
      const outcome = await this.over.cancelConditionalOrder(order);
      if (outcome.status === 'accepted') this.guard.stopTakenAway(order.id);
      return outcome;
    });
  }

  override async cancelAllConditionalOrders(which: CancelConditionalOrders): Promise<ChangeOutcome> {
    if (which?.kind !== 'stop') return this.over.cancelAllConditionalOrders(which);
    return this.guard.whileLeaving('all', async () => {
      const outcome = await this.over.cancelAllConditionalOrders(which);
      if (outcome.status === 'accepted') this.guard.allStopsTakenAway(which.symbol);
      return outcome;
    });
  }

  override async cancelAllOrders(symbol?: string, options?: CancelAllOptions): Promise<CancelAllOrdersOutcome> {
    if (options?.kinds?.includes('stop') !== true) return super.cancelAllOrders(symbol, options);
    return this.guard.whileLeaving('all', () => this.cancelAllWithStops(symbol, options));
  }

  private async cancelAllWithStops(symbol: string | undefined, options: CancelAllOptions): Promise<CancelAllOrdersOutcome> {
    const outcome = await super.cancelAllOrders(symbol, options);
    for (const stop of outcome.conditional?.cancelled ?? []) if (stop.kind === 'stop') this.guard.stopTakenAway(stop.id, stop);
    return outcome;
  }

  override async amendProtection(command: AmendProtection): Promise<ChangeOutcome> {
    const outcome = await this.over.amendProtection(command);
    if (outcome.status === 'accepted') this.guard.protectionAmended(command);
    return outcome;
  }
}
