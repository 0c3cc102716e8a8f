import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { changeAutoAddMargin } from './private/change-auto-add-margin';
import { changeLeverage } from './private/change-leverage';
import { changeMargin } from './private/change-margin';
import { changePositionMode } from './private/change-position-mode';
import { closeAllPositions } from './private/close-all-positions';
import { getLeverage } from './private/get-leverage';
import { getPositionMode } from './private/get-position-mode';
import { listFundingRecords } from './private/list-funding-records';
import { listHistoryPositions } from './private/list-history-positions';
import { listOpenPositions } from './private/list-open-positions';
import { reversePosition } from './private/reverse-position';

/** Positions, margin and leverage (reference, 5.3 to 5.6). */
export function bindPosition(send: SendRequest) {
  return {
    listOpenPositions: over(send, listOpenPositions),
    listHistoryPositions: over(send, listHistoryPositions),
    listFundingRecords: over(send, listFundingRecords),
    getPositionMode: over(send, getPositionMode),
    changePositionMode: over(send, changePositionMode),
    getLeverage: over(send, getLeverage),
    changeLeverage: over(send, changeLeverage),
    changeMargin: over(send, changeMargin),
    changeAutoAddMargin: over(send, changeAutoAddMargin),
    reversePosition: over(send, reversePosition),
    closeAllPositions: over(send, closeAllPositions),
  };
}
