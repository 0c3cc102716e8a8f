import type { CreateProtectedOrder, ExecutionEvent, ProtectionFinding } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import type { ProtectionOptions } from '../../src/protection/protection-options';
import { RiskGate } from '../../src/risk-gate';
import { Notifier, type Notice } from '../../src/trip/notifier';
import { BTC, NOW, restingBuy } from '../gate-over-fake';
import { ManualGuardTimer } from '../manual-guard-timer';
import { StopVenue } from './stop-venue';

export { ManualGuardTimer, settled } from '../manual-guard-timer';

class Told extends Notifier {
  readonly notices: Notice[] = [];
  async notify(notice: Notice): Promise<void> {
    this.notices.push(notice);
  }
}

export function openGuardDesk(
  protection: ProtectionOptions = {},
  { venue: given, clock = new ManualClock(NOW), cancel = 'opening' }: DeskOptions = {},
) {
  const venue = given ?? new StopVenue([BTC], clock);
  const timer = new ManualGuardTimer(clock);
  const notifier = new Told();
  const gate = new RiskGate({
    over: venue.port,
    instruments: venue.source,
    marks: async () => venue.mark,
    limits: { maxOrderNotional: '1000', maxPositionNotional: '100000', maxTotalNotional: '100000' },
    clock,
    // Of its own: what is looked at here is how entries are guarded.
    timer: new ManualGuardTimer(clock),
    protection: { timer, ...protection },
    trip: { notifier, cancel },
  });
  const events: Extract<ExecutionEvent, { kind: 'protection' }>[] = [];
  gate.watchEvents((event) => {
    if (event.kind === 'protection') events.push(event);
  });
  const found = (): ProtectionFinding[] => events.map(({ finding }) => finding);
  /** Lets time pass until it has ended. */
  const during = async <T>(work: Promise<T>, stepMs = 100): Promise<T> => {
    let isOver = false;
    const over = () => void (isOver = true);
    work.then(over, over);
    for (let turn = 0; !isOver && turn < 2_000; turn += 1) await timer.pass(stepMs);
    return work;
  };
  return { venue, clock, timer, gate, events, found, during, notices: notifier.notices };
}

interface DeskOptions {
  readonly venue?: StopVenue;
  readonly clock?: ManualClock;
  readonly cancel?: 'opening' | 'all';
}

export const STOP = { price: '45000', reference: 'last' } as const;
export const entry = (contracts: number, more: object = {}): CreateProtectedOrder =>
  restingBuy(contracts, { type: 'market', price: undefined, protection: { stopLoss: STOP }, ...more }) as CreateProtectedOrder;
export const restingEntry = (contracts: number, more: object = {}): CreateProtectedOrder =>
  entry(contracts, { type: 'limit', price: '50000', ...more });
