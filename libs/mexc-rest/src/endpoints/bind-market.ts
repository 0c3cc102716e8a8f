import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { getContractDetail } from './public/get-contract-detail';
import { getDeals } from './public/get-deals';
import { getDepth } from './public/get-depth';
import { getDepthCommits } from './public/get-depth-commits';
import { getFairPrice } from './public/get-fair-price';
import { getFairPriceKlines } from './public/get-fair-price-klines';
import { getFundingRate } from './public/get-funding-rate';
import { getIndexPrice } from './public/get-index-price';
import { getIndexPriceKlines } from './public/get-index-price-klines';
import { getKlines } from './public/get-klines';
import { getRiskReverse } from './public/get-risk-reverse';
import { getSupportCurrencies } from './public/get-support-currencies';
import { getTicker } from './public/get-ticker';
import { listFundingRateHistory } from './public/list-funding-rate-history';
import { listFundingRates } from './public/list-funding-rates';
import { listRiskReverse } from './public/list-risk-reverse';
import { listRiskReverseHistory } from './public/list-risk-reverse-history';

/** Public market data (reference, section 4); the server time is bound with the clock it feeds. */
export function bindMarket(send: SendRequest) {
  return {
    getContractDetail: over(send, getContractDetail),
    getSupportCurrencies: over(send, getSupportCurrencies),
    getDepth: over(send, getDepth),
    getDepthCommits: over(send, getDepthCommits),
    getIndexPrice: over(send, getIndexPrice),
    getFairPrice: over(send, getFairPrice),
    getFundingRate: over(send, getFundingRate),
    listFundingRates: over(send, listFundingRates),
    listFundingRateHistory: over(send, listFundingRateHistory),
    getKlines: over(send, getKlines),
    getIndexPriceKlines: over(send, getIndexPriceKlines),
    getFairPriceKlines: over(send, getFairPriceKlines),
    getDeals: over(send, getDeals),
    getTicker: over(send, getTicker),
    listRiskReverse: over(send, listRiskReverse),
    getRiskReverse: over(send, getRiskReverse),
    listRiskReverseHistory: over(send, listRiskReverseHistory),
  };
}
