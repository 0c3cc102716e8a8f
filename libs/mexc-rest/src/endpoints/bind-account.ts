import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { changeRiskLevel } from './private/change-risk-level';
import { exportAssetAnalysis } from './private/export-asset-analysis';
import { getAsset } from './private/get-asset';
import { getAssetAnalysis } from './private/get-asset-analysis';
import { getAssetAnalysisV3 } from './private/get-asset-analysis-v3';
import { getAssets } from './private/get-assets';
import { getDailyPnlCalendar } from './private/get-daily-pnl-calendar';
import { getDiscountType } from './private/get-discount-type';
import { getMonthlyPnlCalendar } from './private/get-monthly-pnl-calendar';
import { getOrderDealFeeTotal } from './private/get-order-deal-fee-total';
import { getProfitRate } from './private/get-profit-rate';
import { getRecentPnl } from './private/get-recent-pnl';
import { getRiskLimit } from './private/get-risk-limit';
import { getTieredFeeRate } from './private/get-tiered-fee-rate';
import { getTieredFeeRateLegacy } from './private/get-tiered-fee-rate-legacy';
import { getTodayPnl } from './private/get-today-pnl';
import { getYesterdayPnl } from './private/get-yesterday-pnl';
import { getZeroFeeRate } from './private/get-zero-fee-rate';
import { listContractFeeRates } from './private/list-contract-fee-rates';
import { listFeeDeductConfigs } from './private/list-fee-deduct-configs';
import { listFeeDiscountConfigs } from './private/list-fee-discount-configs';
import { listTransferRecords } from './private/list-transfer-records';

/** Account, fees and reports (reference, 5.1 and 5.2). */
export function bindAccount(send: SendRequest) {
  return {
    getAssets: over(send, getAssets),
    getAsset: over(send, getAsset),
    listTransferRecords: over(send, listTransferRecords),
    getTieredFeeRate: over(send, getTieredFeeRate),
    getTieredFeeRateLegacy: over(send, getTieredFeeRateLegacy),
    listContractFeeRates: over(send, listContractFeeRates),
    getZeroFeeRate: over(send, getZeroFeeRate),
    listFeeDeductConfigs: over(send, listFeeDeductConfigs),
    getDiscountType: over(send, getDiscountType),
    listFeeDiscountConfigs: over(send, listFeeDiscountConfigs),
    getOrderDealFeeTotal: over(send, getOrderDealFeeTotal),
    getRiskLimit: over(send, getRiskLimit),
    changeRiskLevel: over(send, changeRiskLevel),
    getProfitRate: over(send, getProfitRate),
    getAssetAnalysis: over(send, getAssetAnalysis),
    getTodayPnl: over(send, getTodayPnl),
    getYesterdayPnl: over(send, getYesterdayPnl),
    exportAssetAnalysis: over(send, exportAssetAnalysis),
    getAssetAnalysisV3: over(send, getAssetAnalysisV3),
    getDailyPnlCalendar: over(send, getDailyPnlCalendar),
    getMonthlyPnlCalendar: over(send, getMonthlyPnlCalendar),
    getRecentPnl: over(send, getRecentPnl),
  };
}
