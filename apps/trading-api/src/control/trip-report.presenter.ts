import type { TripReport } from '@prate/risk-gate';

/** What tripping did, as an answer: orders by contract and id. */
export function presentTrip({ kept, closed: _closed, cancelled, ...report }: TripReport): object {
  return {
    state: 'halted',
    ...report,
    cancelled: cancelled.map(byId),
    kept: kept.map(byId),
  };
}

function byId({ symbol, orderId }: { readonly symbol: string; readonly orderId: string }): object {
  return { symbol, orderId };
}
