import type { ErrorAdvice, ErrorKind, Proof } from './error-kinds';

/** One code of the response envelope: what family it is, what it proves about a command, and what to do. */
export interface ErrorCodeRow {
  readonly code: number;
  readonly kind: ErrorKind;
  /** `refused`: the command was not carried out. `nothing`: it may have been. */
  readonly proves: Extract<Proof, 'refused' | 'nothing'>;
  readonly advice: ErrorAdvice;
  readonly meaning: string;
  readonly source: string;
}

const OFFICIAL = 'official documentation, 2025-04-17 and 2026-04-04';

/**
 * Codes of the venue's envelope. Not-found answers of a cancel prove nothing (the order may have filled), and neither does a duplicate
 * (an earlier attempt may stand). Meaning is never read from the venue's message text.
 */
export const errorCodes: readonly ErrorCodeRow[] = [
  {
    code: 400,
    kind: 'bad-request',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'generic bad request (e.g. start time older than 90 days)',
    source: OFFICIAL,
  },
  { code: 401, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'not authorised / not logged in', source: OFFICIAL },
  { code: 402, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'API key expired', source: OFFICIAL },
  {
    code: 403,
    kind: 'permission',
    proves: 'refused',
    advice: 'stop',
    meaning: 'access denied (as JSON; an HTML 403 is the firewall)',
    source: OFFICIAL,
  },
  { code: 406, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'source IP not whitelisted', source: OFFICIAL },
  { code: 429, kind: 'rate', proves: 'refused', advice: 'wait-and-repeat', meaning: 'too many requests', source: OFFICIAL },
  {
    code: 500,
    kind: 'transient',
    proves: 'nothing',
    advice: 'ask-what-happened',
    meaning: 'internal error; also "Under maintenance" text',
    source: OFFICIAL,
  },
  { code: 501, kind: 'transient', proves: 'nothing', advice: 'ask-what-happened', meaning: 'system busy', source: OFFICIAL },
  { code: 503, kind: 'transient', proves: 'nothing', advice: 'ask-what-happened', meaning: 'service unavailable', source: OFFICIAL },
  { code: 504, kind: 'transient', proves: 'nothing', advice: 'ask-what-happened', meaning: 'gateway timeout', source: OFFICIAL },
  { code: 506, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'unknown request source', source: OFFICIAL },
  { code: 510, kind: 'rate', proves: 'refused', advice: 'wait-and-repeat', meaning: 'too frequent', source: OFFICIAL },
  { code: 511, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'endpoint not accessible', source: OFFICIAL },
  {
    code: 513,
    kind: 'clock',
    proves: 'refused',
    advice: 'resync-clock',
    meaning: 'invalid request: Request-Time outside the window',
    source: OFFICIAL,
  },
  { code: 600, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'parameter error', source: OFFICIAL },
  { code: 601, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'body could not be decoded', source: OFFICIAL },
  { code: 602, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'signature verification failed', source: OFFICIAL },
  { code: 603, kind: 'duplicate', proves: 'nothing', advice: 'ask-what-happened', meaning: 'repeated request', source: OFFICIAL },
  {
    code: 604,
    kind: 'maintenance',
    proves: 'refused',
    advice: 'wait-and-repeat',
    meaning: 'feature under maintenance',
    source: 'ccxt 4.5.84',
  },
  { code: 701, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'key lacks account read', source: OFFICIAL },
  { code: 702, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'key lacks account write', source: OFFICIAL },
  { code: 703, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'key lacks trade read', source: OFFICIAL },
  { code: 704, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'key lacks trade write', source: OFFICIAL },
  {
    code: 801,
    kind: 'maintenance',
    proves: 'refused',
    advice: 'wait-and-repeat',
    meaning: 'system under maintenance',
    source: 'ccxt 4.5.84',
  },
  { code: 1000, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'account does not exist', source: OFFICIAL },
  { code: 1001, kind: 'symbol', proves: 'refused', advice: 'fix-first', meaning: 'contract does not exist', source: OFFICIAL },
  {
    code: 1002,
    kind: 'symbol',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'contract not enabled / "not allow place order"',
    source: OFFICIAL,
  },
  { code: 1003, kind: 'limit', proves: 'refused', advice: 'fix-first', meaning: 'risk level error', source: OFFICIAL },
  { code: 1004, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'amount error', source: OFFICIAL },
  { code: 2001, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'wrong side', source: OFFICIAL },
  { code: 2002, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'wrong openType', source: OFFICIAL },
  {
    code: 2003,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'buy price too high (above maxBidPrice)',
    source: OFFICIAL,
  },
  {
    code: 2004,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'sell price too low (below minAskPrice)',
    source: OFFICIAL,
  },
  { code: 2005, kind: 'funds', proves: 'refused', advice: 'fix-first', meaning: 'insufficient balance', source: OFFICIAL },
  { code: 2006, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'leverage error', source: OFFICIAL },
  { code: 2007, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'order price error', source: OFFICIAL },
  { code: 2008, kind: 'position', proves: 'refused', advice: 'fix-first', meaning: 'closable volume insufficient', source: OFFICIAL },
  {
    code: 2009,
    kind: 'position',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'position does not exist or is closed',
    source: OFFICIAL,
  },
  {
    code: 2011,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'order quantity error (below min, not multiple, base-coin amount sent)',
    source: OFFICIAL,
  },
  { code: 2013, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'too many ids in cancel (max 50)', source: OFFICIAL },
  { code: 2014, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'too many orders in batch', source: OFFICIAL },
  { code: 2015, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'price or quantity precision', source: OFFICIAL },
  { code: 2016, kind: 'limit', proves: 'refused', advice: 'fix-first', meaning: 'too many plan orders', source: OFFICIAL },
  { code: 2018, kind: 'funds', proves: 'refused', advice: 'fix-first', meaning: 'more than the removable margin', source: OFFICIAL },
  { code: 2019, kind: 'position', proves: 'refused', advice: 'fix-first', meaning: 'active opening orders exist', source: OFFICIAL },
  {
    code: 2021,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'leverage differs from the existing position',
    source: OFFICIAL,
  },
  { code: 2022, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'wrong positionType', source: OFFICIAL },
  {
    code: 2023,
    kind: 'limit',
    proves: 'refused',
    advice: 'fix-first',
    meaning: "a position has leverage above the new tier's max",
    source: OFFICIAL,
  },
  {
    code: 2024,
    kind: 'limit',
    proves: 'refused',
    advice: 'fix-first',
    meaning: "an order has leverage above the new tier's max",
    source: OFFICIAL,
  },
  {
    code: 2025,
    kind: 'limit',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'position larger than the new tier allows',
    source: OFFICIAL,
  },
  {
    code: 2026,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'leverage cannot be changed in cross mode',
    source: OFFICIAL,
  },
  {
    code: 2027,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'cross and isolated cannot coexist in one direction',
    source: OFFICIAL,
  },
  { code: 2028, kind: 'limit', proves: 'refused', advice: 'fix-first', meaning: 'order quantity above max', source: OFFICIAL },
  { code: 2029, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'wrong order type', source: OFFICIAL },
  { code: 2030, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'externalOid longer than 32', source: OFFICIAL },
  { code: 2031, kind: 'limit', proves: 'refused', advice: 'fix-first', meaning: 'position would exceed the risk limit', source: OFFICIAL },
  { code: 2032, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'price below long liquidation price', source: OFFICIAL },
  { code: 2033, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'price above short liquidation price', source: OFFICIAL },
  { code: 2034, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'batch query too large', source: OFFICIAL },
  { code: 2035, kind: 'order', proves: 'refused', advice: 'fix-first', meaning: 'unsupported market-order level', source: OFFICIAL },
  {
    code: 2036,
    kind: 'limit',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'order count above limit, contact support',
    source: OFFICIAL,
  },
  { code: 2037, kind: 'rate', proves: 'refused', advice: 'wait-and-repeat', meaning: 'trading too frequently', source: OFFICIAL },
  {
    code: 2038,
    kind: 'limit',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'max position quantity exceeded, contact support',
    source: OFFICIAL,
  },
  {
    code: 2040,
    kind: 'not-found',
    proves: 'nothing',
    advice: 'ask-what-happened',
    meaning: 'order does not exist (per-item in cancel)',
    source: OFFICIAL,
  },
  {
    code: 2041,
    kind: 'not-found',
    proves: 'nothing',
    advice: 'ask-what-happened',
    meaning: 'order state cannot be cancelled (already final)',
    source: OFFICIAL,
  },
  { code: 3001, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'trigger/TP-SL price type error', source: OFFICIAL },
  { code: 3002, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'trigger type error', source: OFFICIAL },
  { code: 3003, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'execute cycle error', source: OFFICIAL },
  { code: 3004, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'trigger price error', source: OFFICIAL },
  { code: 4001, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'unsupported currency', source: OFFICIAL },
  { code: 5001, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'TP and SL both empty', source: OFFICIAL },
  { code: 5002, kind: 'not-found', proves: 'refused', advice: 'fix-first', meaning: 'TP/SL order missing or closed', source: OFFICIAL },
  { code: 5003, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'TP/SL price wrong', source: OFFICIAL },
  { code: 5004, kind: 'trigger', proves: 'refused', advice: 'fix-first', meaning: 'TP/SL volume above closable volume', source: OFFICIAL },
  { code: 6001, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'trading forbidden', source: OFFICIAL },
  { code: 6002, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'opening forbidden', source: OFFICIAL },
  { code: 6003, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'time range error', source: OFFICIAL },
  { code: 6004, kind: 'bad-request', proves: 'refused', advice: 'fix-first', meaning: 'symbol and status must be given', source: OFFICIAL },
  { code: 6005, kind: 'symbol', proves: 'refused', advice: 'fix-first', meaning: 'pair not available', source: OFFICIAL },
  {
    code: 7004,
    kind: 'order',
    proves: 'refused',
    advice: 'fix-first',
    meaning: 'adding to a position with different leverage/openType/positionId',
    source: 'measured live, one source',
  },
  { code: 8817, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'risk-limit feature moved to the web', source: OFFICIAL },
  { code: 9999, kind: 'transient', proves: 'nothing', advice: 'ask-what-happened', meaning: 'generic failure', source: OFFICIAL },
  {
    code: 11444,
    kind: 'maintenance',
    proves: 'refused',
    advice: 'wait-and-repeat',
    meaning: 'feature temporarily unavailable',
    source: 'ccxt 4.5.84',
  },
  { code: 10072, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'invalid access key', source: 'ccxt 4.5.84' },
  { code: 10073, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'invalid Request-Time', source: 'ccxt 4.5.84' },
  { code: 700001, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'access key or signature missing', source: 'ccxt 4.5.84' },
  { code: 700002, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'signature not valid', source: 'ccxt 4.5.84' },
  {
    code: 700003,
    kind: 'clock',
    proves: 'refused',
    advice: 'resync-clock',
    meaning: 'request time outside the window',
    source: 'ccxt 4.5.84',
  },
  { code: 700005, kind: 'clock', proves: 'refused', advice: 'resync-clock', meaning: 'receive window too large', source: 'ccxt 4.5.84' },
  { code: 700006, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'source IP not whitelisted', source: 'ccxt 4.5.84' },
  { code: 700007, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'no permission to access the endpoint', source: 'ccxt 4.5.84' },
  { code: 700013, kind: 'auth', proves: 'refused', advice: 'stop', meaning: 'invalid content type', source: 'ccxt 4.5.84' },
  { code: 70011, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'pair banned', source: 'ccxt 4.5.84' },
  { code: 30018, kind: 'permission', proves: 'refused', advice: 'stop', meaning: 'account suspended', source: 'ccxt 4.5.84' },
];

const byCode: ReadonlyMap<number, ErrorCodeRow> = new Map(errorCodes.map((row) => [row.code, row]));

const MAINTENANCE_WORD = /maintenance/i;

/**
 * The row of a code. A code without a row is its own kind, `unmapped`, and proves nothing.
 *
 * @param message read for one word only: code 500 with `maintenance` is the venue closed for maintenance, which proves a refusal
 */
export function lookUpErrorCode(code: number, message = ''): ErrorCodeRow {
  const row = byCode.get(code);
  if (row === undefined) {
    return { code, kind: 'unmapped', proves: 'nothing', advice: 'ask-what-happened', meaning: 'a code without a row', source: 'none' };
  }
  if (code === 500 && MAINTENANCE_WORD.test(message)) {
    return { ...row, kind: 'maintenance', proves: 'refused', advice: 'wait-and-repeat', meaning: 'under maintenance' };
  }
  return row;
}
