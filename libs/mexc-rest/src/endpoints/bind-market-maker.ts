import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { createSelfTradeGroup } from './private/create-self-trade-group';
import { deleteSelfTradeGroup } from './private/delete-self-trade-group';
import { listSelfTradeGroups } from './private/list-self-trade-groups';
import { searchSelfTradeGroup } from './private/search-self-trade-group';
import { updateSelfTradeGroup } from './private/update-self-trade-group';

/** Groups of accounts that do not trade with each other (reference, 5.13); market makers only. */
export function bindMarketMaker(send: SendRequest) {
  return {
    listSelfTradeGroups: over(send, listSelfTradeGroups),
    searchSelfTradeGroup: over(send, searchSelfTradeGroup),
    createSelfTradeGroup: over(send, createSelfTradeGroup),
    updateSelfTradeGroup: over(send, updateSelfTradeGroup),
    deleteSelfTradeGroup: over(send, deleteSelfTradeGroup),
  };
}
