import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { getContractDetail } from './public/get-contract-detail';
import { getFairPrice } from './public/get-fair-price';
import { getKlines } from './public/get-klines';

/** Public market data (reference, section 4); the server time is bound with the clock it feeds. */
export function bindMarket(send: SendRequest) {
  return {
    getContractDetail: over(send, getContractDetail),
    getKlines: over(send, getKlines),
    getFairPrice: over(send, getFairPrice),
  };
}
