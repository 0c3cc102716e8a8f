import { type EndpointRow, mutation, olderSource, privateRead, privateReadByPost } from './endpoint-row';

const ANALYSIS = '/api/v1/private/account/asset/analysis';

/** Account, fees and reports (reference, 5.1 and 5.2). */
export const accountEndpoints = {
  'get-assets': { ...privateRead, path: '/api/v1/private/account/assets' },
  'get-asset': { ...privateRead, path: '/api/v1/private/account/asset/{currency}' },
  'list-transfer-records': { ...privateRead, path: '/api/v1/private/account/transfer_record' },
  'get-tiered-fee-rate': { ...privateRead, path: '/api/v1/private/account/tiered_fee_rate/v2' },
  'get-tiered-fee-rate-legacy': { ...privateRead, path: '/api/v1/private/account/tiered_fee_rate', ...olderSource },
  'list-contract-fee-rates': { ...privateRead, path: '/api/v1/private/account/contract/fee_rate' },
  /** Its page left the documentation on 2026-05-22; clients still have it. */
  'get-zero-fee-rate': { ...privateRead, path: '/api/v1/private/account/contract/zero_fee_rate' },
  'list-fee-deduct-configs': { ...privateRead, path: '/api/v1/private/account/feeDeductConfigs' },
  'get-discount-type': { ...privateRead, path: '/api/v1/private/account/discountType' },
  /** Its envelope says code 200 on success. */
  'list-fee-discount-configs': { ...privateRead, path: '/api/v1/private/account/config/contractFeeDiscountConfig' },
  'get-order-deal-fee-total': { ...privateRead, path: '/api/v1/private/account/asset_book/order_deal_fee/total' },
  'get-risk-limit': { ...privateRead, path: '/api/v1/private/account/risk_limit' },
  /** Disabled: the venue answers 8817, always. */
  'change-risk-level': { ...mutation, path: '/api/v1/private/account/change_risk_level' },
  'get-profit-rate': { ...privateRead, path: '/api/v1/private/account/profit_rate/{type}' },
  'get-asset-analysis': { ...privateRead, path: `${ANALYSIS}/{type}` },
  'get-today-pnl': { ...privateRead, path: `${ANALYSIS}/today_pnl` },
  'get-yesterday-pnl': { ...privateRead, path: `${ANALYSIS}/yesterday_pnl` },
  'export-asset-analysis': { ...privateRead, path: `${ANALYSIS}/export` },
  'get-asset-analysis-v3': { ...privateReadByPost, path: `${ANALYSIS}/v3` },
  'get-daily-pnl-calendar': { ...privateReadByPost, path: `${ANALYSIS}/calendar/daily/v3` },
  'get-monthly-pnl-calendar': { ...privateReadByPost, path: `${ANALYSIS}/calendar/monthly/v3` },
  'get-recent-pnl': { ...privateReadByPost, path: `${ANALYSIS}/recent/v3` },
} as const satisfies Readonly<Record<string, EndpointRow>>;
