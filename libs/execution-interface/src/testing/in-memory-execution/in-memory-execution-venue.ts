import type { Clock } from '../../clock';
import type { DecimalText } from '../../decimal';
import type { PositionMode } from '../../enums';
import type { ExecutionInterface } from '../../execution-interface';
import type { Instrument } from '../../instrument';
import { buildInstrument } from '../builders';
import type { ExecutionAbility, ExecutionFault } from '../execution-contract/execution-ability';
import type { ExecutionVenue } from '../execution-contract/execution-venue';
import { ManualClock } from '../manual-clock';
import { InMemoryExecution } from './in-memory-execution';
import { InMemoryVenue } from './in-memory-venue';

const START_MS = Date.UTC(2026, 9, 7, 12, 0, 0);

const tiers = [
  { level: 1, maxContracts: '2500000', maintenanceMarginRate: '0.001', initialMarginRate: '0.002', maxLeverage: 500 },
] as const;
const linear = buildInstrument({ riskTiers: tiers });
const inverse = buildInstrument({
  symbol: 'BTC_USD',
  kind: 'inverse',
  quoteCurrency: 'USD',
  settleCurrency: 'BTC',
  contractSize: '100',
  riskTiers: tiers,
});
const prices = { BTC_USDT: '50000', BTC_USD: '50000' } as const;

export interface InMemoryExecutionVenueOptions {
  /** Default `linear`. */
  readonly kind?: Instrument['kind'];
  /** Default `hedge`. */
  readonly positionMode?: PositionMode;
  /** What the cases talk to; default the port of the venue itself. For gates in front of it, and for wrong ports that cases must catch. */
  readonly execution?: (venue: InMemoryVenue, clock: Clock) => ExecutionInterface;
  /** Default: an {@link InMemoryVenue}. */
  readonly venue?: (...options: ConstructorParameters<typeof InMemoryVenue>) => InMemoryVenue;
}

const faults: readonly ExecutionFault[] = [
  ...(['order-lost-before', 'order-lost-after', 'order-refused', 'cancel-lost-before', 'cancel-lost-after'] as const),
  ...(['fills-before-cancel', 'reads-fail', 'key-refused'] as const),
];

/** What {@link inMemoryExecutionVenue} can do. */
export function inMemoryAbilities({
  kind = 'linear',
  positionMode = 'hedge',
}: InMemoryExecutionVenueOptions = {}): readonly ExecutionAbility[] {
  return [...faults, 'transfers', 'max-contracts', kind, ...(positionMode === 'hedge' ? (['hedge'] as const) : [])];
}

/** A venue in memory as the execution contract needs it. */
export function inMemoryExecutionVenue(options: InMemoryExecutionVenueOptions = {}): ExecutionVenue {
  const { kind = 'linear', positionMode = 'hedge', execution = (venue) => new InMemoryExecution(venue) } = options;
  const { venue: make = (given) => new InMemoryVenue(given) } = options;
  const clock = new ManualClock(START_MS);
  const venue = make({ instruments: [linear, inverse], clock, prices, positionMode });
  const [instrument, otherInstrument] = kind === 'linear' ? [linear, inverse] : [inverse, linear];
  return {
    execution: execution(venue, clock),
    instrument,
    otherInstrument,
    positionMode,
    nowMs: () => clock.nowMs(),
    lastPrice: () => venue.price(instrument.symbol),
    moveTo: async (price: DecimalText) => venue.setPrice(instrument.symbol, price),
    pass: async (byMs) => clock.advance(byMs),
    ordersMade: (id) => venue.orders().filter(({ clientOrderId }) => id === undefined || clientOrderId === id).length,
    provoke: (fault) => venue.faults.next(fault),
    calm: () => venue.faults.clear(),
    deposit: (currency, amount) => venue.deposit(currency, amount),
  };
}
