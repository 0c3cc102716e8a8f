import { type EndpointRow, mutation, perTwoSeconds, privateRead } from './endpoint-row';

/** What takes exposure away does not wait behind what adds it. */
const urgentMutation = { ...mutation, lane: 'urgent', limit: perTwoSeconds(4) } as const;

/** Positions, margin and leverage (reference, 5.3 to 5.6). */
export const positionEndpoints = {
  'list-open-positions': { ...privateRead, path: '/api/v1/private/position/open_positions' },
  'list-history-positions': { ...privateRead, path: '/api/v1/private/position/list/history_positions' },
  'list-funding-records': { ...privateRead, path: '/api/v1/private/position/funding_records' },
  'get-position-mode': { ...privateRead, path: '/api/v1/private/position/position_mode' },
  'change-position-mode': { ...mutation, path: '/api/v1/private/position/change_position_mode' },
  'get-leverage': { ...privateRead, path: '/api/v1/private/position/leverage' },
  'change-leverage': { ...mutation, path: '/api/v1/private/position/change_leverage', limit: { count: 10, windowMs: 10_000 } },
  'change-margin': { ...mutation, path: '/api/v1/private/position/change_margin' },
  'change-auto-add-margin': { ...mutation, path: '/api/v1/private/position/change_auto_add_im' },
  'reverse-position': { ...urgentMutation, path: '/api/v1/private/position/reverse' },
  'close-all-positions': { ...urgentMutation, path: '/api/v1/private/position/close_all' },
} as const satisfies Readonly<Record<string, EndpointRow>>;
