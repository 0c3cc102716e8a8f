import { bareNumber } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import type { SimulatedPosition } from '../exchange/positions';

/** `push.personal.reverse.position` (reference 8.6). The venue does not describe `state`: 1 done, 2 failed is a reading of ours. */
export function reversalView(
  { position, code }: { readonly position: SimulatedPosition; readonly code: number },
  exchange: Exchange,
): object {
  const { contractId } = exchange.listing(position.symbol).contract;
  return { contractId, positionId: bareNumber(position.positionId), state: code === 0 ? 1 : 2, errorCode: code };
}
