import { codeTable } from './code-table';

/** `side` of an order: direction and effect in one number (reference 6.1, 6.2). */
export const sideCodes = codeTable('side', { 'open-long': 1, 'close-short': 2, 'open-short': 3, 'close-long': 4 });
export type SideWord = (typeof sideCodes.words)[number];

/** `type` when sent, `orderType` when read. 6 is understood and never sent. */
export const orderTypeCodes = codeTable('orderType', { limit: 1, 'post-only': 2, ioc: 3, fok: 4, market: 5, 'market-to-limit': 6 });
export type OrderTypeWord = (typeof orderTypeCodes.words)[number];

/** `openType`: margin mode. */
export const openTypeCodes = codeTable('openType', { isolated: 1, cross: 2 });
export type OpenTypeWord = (typeof openTypeCodes.words)[number];

/** `state` of an order (reference 6.1). Working covers unfilled and partly filled; they are told apart by the filled contracts. */
export const orderStateCodes = codeTable('order state', { pending: 1, working: 2, filled: 3, cancelled: 4, invalid: 5 });
export type OrderStateWord = (typeof orderStateCodes.words)[number];

export const orderCategoryCodes = codeTable('order category', {
  normal: 1,
  liquidation: 2,
  'custody-close': 3,
  'auto-deleveraging': 4,
  delivery: 5,
  'liquidation-hedge': 6,
});
export type OrderCategoryWord = (typeof orderCategoryCodes.words)[number];

/** `errorCode` inside an order: why it ended (reference 6.3). */
export const orderReasonCodes = codeTable('order errorCode', {
  normal: 0,
  'param-invalid': 1,
  'insufficient-balance': 2,
  'position-not-exists': 3,
  'position-not-enough': 4,
  'position-liquidation-price': 5,
  'would-liquidate': 6,
  'risk-level-limit': 7,
  'system-cancel': 8,
  'position-mode-not-match': 9,
  'reduce-only': 10,
  'contract-not-enabled': 11,
  'delivery-cancel': 12,
  'liquidation-cancel': 13,
  'adl-cancel': 14,
  'blocked-user-cancel': 15,
  'funding-cancel': 16,
  'margin-change-cancel': 17,
  'ioc-cancel': 18,
  'fok-cancel': 19,
  'post-only-cancel': 20,
  'market-cancel': 21,
  'order-id-duplicate': 22,
  'client-id-duplicate': 23,
  other: 999,
});
export type OrderReasonWord = (typeof orderReasonCodes.words)[number];

/** `bboTypeNum`: a limit order that takes its price from the book. `opposite-5` is the fifth level of the other side. */
export const bboTypeCodes = codeTable('bboTypeNum', { none: 0, 'opposite-1': 1, 'opposite-5': 2, 'same-1': 3, 'same-5': 4 });
export type BboTypeWord = (typeof bboTypeCodes.words)[number];

/** `stpMode`: what happens when an order would meet one of the same account. */
export const stpModeCodes = codeTable('stpMode', { none: 0, 'cancel-both': 1, 'cancel-maker': 2, 'cancel-taker': 3 });
export type StpModeWord = (typeof stpModeCodes.words)[number];
