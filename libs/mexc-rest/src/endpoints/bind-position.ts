import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { changeLeverage } from './private/change-leverage';
import { getLeverage } from './private/get-leverage';
import { getPositionMode } from './private/get-position-mode';
import { listOpenPositions } from './private/list-open-positions';

/** Positions, margin and leverage (reference, 5.3 to 5.6). */
export function bindPosition(send: SendRequest) {
  return {
    listOpenPositions: over(send, listOpenPositions),
    getPositionMode: over(send, getPositionMode),
    getLeverage: over(send, getLeverage),
    changeLeverage: over(send, changeLeverage),
  };
}
