import { type ExecutionInterface, MemoryOrderJournal, type OrderJournal } from '@prate/execution-interface';
import { MexcFuturesExecution } from '@prate/mexc-execution';
import { RiskGate, WatchedPrices } from '@prate/risk-gate';
import { type Candidate, RESTING, symbolAt } from './candidate';
import { openClients } from './open-clients';
import type { VenueAddress } from './start-venues';

export interface OurOptions {
  readonly name: string;
  readonly venue: VenueAddress;
  readonly journal?: OrderJournal;
  readonly isGated?: boolean;
  /** How many contracts get orders in turn; default 1. */
  readonly symbols?: number;
}

const LIMITS = {
  maxOrderNotional: '1000000',
  maxPositionNotional: '100000000',
  maxTotalNotional: '100000000',
  maxDailyLoss: '100000000',
  maxOpenOrders: 1_000_000,
  orderRate: { count: 1_000_000, windowMs: 1_000 },
  priceCollar: '1',
} as const;

/** `createOrder` of `MexcFuturesExecution` with its stream, under a risk gate where that is asked for. */
export async function ourCandidate({
  name,
  venue,
  journal = new MemoryOrderJournal(),
  isGated = false,
  symbols = 1,
}: OurOptions): Promise<Candidate> {
  const { rest, stream, marketData, close } = openClients(venue);
  const engine = new MexcFuturesExecution({ rest, stream, instruments: marketData, journal });
  const marks = new WatchedPrices({
    ask: (symbol) => marketData.getMarkPrice(symbol),
    watch: (symbol, handlers) => marketData.watchMarkPrice(symbol, handlers),
  });
  const indexes = new WatchedPrices({
    ask: (symbol) => marketData.getIndexPrice(symbol),
    watch: (symbol, handlers) => marketData.watchIndexPrice(symbol, handlers),
  });
  const gate = {
    over: engine,
    instruments: marketData,
    marks: (symbol: string) => marks.read(symbol),
    indexes: (symbol: string) => indexes.read(symbol),
    limits: LIMITS,
  };
  const execution: ExecutionInterface = isGated ? new RiskGate(gate) : engine;
  const { ok, problems } = await execution.connect();
  if (!ok) throw new Error(`${name}: ${problems.map(({ message }) => message).join('; ')}`);
  let count = 0;
  return {
    name,
    place: async () => {
      const outcome = await execution.createOrder({
        ...RESTING,
        symbol: symbolAt(count++ % symbols),
        side: 'buy',
        effect: 'open',
        type: 'limit',
        marginMode: 'isolated',
      });
      if (outcome.status !== 'accepted') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    },
    tidy: async () => void (await execution.cancelAllOrders()),
    close: async () => {
      await execution.disconnect();
      await close();
    },
  };
}
