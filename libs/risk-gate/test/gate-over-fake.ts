import type { CreateOrder } from '@prate/execution-interface';
import { MemoryKillSwitch } from '@prate/execution-interface';
import { ManualClock, buildInstrument } from '@prate/execution-interface/testing';
import type { RiskGateOptions } from '../src/config';
import type { RiskLimits } from '../src/limits';
import { RiskGate } from '../src/risk-gate';
import type { TripReport } from '../src/trip/trip-report';
import { FakeVenue } from './fake-venue';
import { ManualGuardTimer } from './manual-guard-timer';

export const NOW = Date.UTC(2026, 9, 7, 12, 0, 0);
/** One contract is worth 5 USDT at the mark of 50,000. */
export const BTC = buildInstrument();
export const ETH = buildInstrument({ symbol: 'ETH_USDT', baseCurrency: 'ETH', contractSize: '0.01', tickSize: '0.01' });
export const INVERSE = buildInstrument({
  symbol: 'BTC_USD',
  kind: 'inverse',
  contractSize: '100',
  quoteCurrency: 'USD',
  settleCurrency: 'BTC',
});

/** A gate over a venue in memory, on a clock moved by hand. */
export function openGate(limits: Partial<RiskLimits> = {}, options: Partial<RiskGateOptions> = {}) {
  const clock = new ManualClock(NOW);
  const venue = new FakeVenue([BTC, ETH, INVERSE], clock);
  const killSwitch = options.killSwitch ?? new MemoryKillSwitch(clock);
  const timer = new ManualGuardTimer(clock);
  const reports: TripReport[] = [];
  const gate = new RiskGate({
    over: venue.port,
    instruments: venue.source,
    marks: async () => venue.mark,
    limits: { maxOrderNotional: '1000', ...limits },
    clock,
    timer,
    ...options,
    killSwitch,
    trip: { onTrip: (report) => reports.push(report), ...options.trip },
  });
  return { gate, venue, clock, timer, killSwitch, reports };
}

const open = { symbol: 'BTC_USDT', effect: 'open', leverage: 10, marginMode: 'isolated' } as const;
export const marketBuy = (contracts: number, more: object = {}): CreateOrder =>
  ({ ...open, side: 'buy', type: 'market', contracts, ...more }) as CreateOrder;
export const restingBuy = (contracts: number, more: object = {}): CreateOrder =>
  ({ ...open, side: 'buy', type: 'limit', price: '50000', contracts, ...more }) as CreateOrder;
export const closeLong = (contracts: number, more: object = {}): CreateOrder =>
  ({ symbol: 'BTC_USDT', side: 'sell', effect: 'close', type: 'market', contracts, ...more }) as CreateOrder;

export const codeOf = (outcome: { readonly status: string; readonly denial?: { readonly code: string } }): string =>
  outcome.denial?.code ?? outcome.status;
