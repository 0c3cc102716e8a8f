import { type CreateOrder, type KillSwitch, MemoryKillSwitch } from '@prate/execution-interface';
import { RiskGate, type RiskGateOptions, type RiskLimits, type TripReport } from '@prate/risk-gate';
import { StateDesk, type StateDeskOptions } from '../state-desk';

/** A gate over the engine over the simulator, all on one clock. */
export interface GateDesk {
  readonly desk: StateDesk;
  readonly gate: RiskGate;
  readonly killSwitch: KillSwitch;
  readonly reports: TripReport[];
  /** Commands that reached the venue, reads left out. */
  arrivals(): string[];
}

export async function openGateDesk(
  { limits, ...options }: Partial<Omit<RiskGateOptions, 'limits'>> & { readonly limits?: Partial<RiskLimits> } = {},
  venue: StateDeskOptions = {},
): Promise<GateDesk> {
  const desk = await StateDesk.connected(venue);
  const killSwitch = options.killSwitch ?? new MemoryKillSwitch(desk.timer);
  const reports: TripReport[] = [];
  const gate = new RiskGate({
    over: desk.execution,
    instruments: desk.marketData,
    marks: (symbol) => desk.marketData.getMarkPrice(symbol),
    indexes: (symbol) => desk.marketData.getIndexPrice(symbol),
    limits: { maxOrderNotional: '100000', ...limits },
    clock: desk.timer,
    timer: desk.timer,
    ...options,
    killSwitch,
    trip: { onTrip: (report) => reports.push(report), ...options.trip },
  });
  const before = desk.simulator.control.log.length;
  const arrivals = () =>
    desk.simulator.control.log
      .slice(before)
      .filter(({ method, path }) => method !== 'GET' && !/\/(order\/batch_query|list|get)/.test(path))
      .map(({ path }) => path.replace('/api/v1/private/', ''));
  return { desk, gate, killSwitch, reports, arrivals };
}

export const closeLong = (contracts: number, more: object = {}): CreateOrder =>
  ({ symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', contracts, ...more }) as CreateOrder;

export const codeOf = (outcome: { readonly status: string; readonly denial?: { readonly code: string } }): string =>
  outcome.denial?.code ?? outcome.status;
