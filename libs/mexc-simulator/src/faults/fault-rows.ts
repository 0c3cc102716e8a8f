import type { EndpointName } from '@prate/mexc-protocol';
import type { OptionRules } from './fault-options';

/** How the answer to a struck request looks. */
export type FaultAnswer =
  /** As it would be without the fault. */
  | { readonly kind: 'usual' }
  /** The connection drops without a byte. */
  | { readonly kind: 'hang-up' }
  /** HTTP 200 with a code. */
  | { readonly kind: 'refusal'; readonly code: number; readonly message: string }
  /** A gateway's or a firewall's HTML. */
  | { readonly kind: 'page'; readonly status: number; readonly title: string }
  /** The usual answer, damaged on its way. */
  | { readonly kind: 'damaged'; readonly how: 'truncated' | 'half-body' | 'gzip-garbage' | 'no-envelope' }
  /** The usual envelope, its `data` changed. */
  | { readonly kind: 'distorted'; readonly how: 'wrong-type' | 'unmapped-field' | KlineDistortion };

export type KlineDistortion = 'minute-missing' | 'minute-doubled' | 'minute-late' | 'minute-corrected';

/** What becomes of orders, or happens to the account, while the request is served. */
export type FaultEffect =
  | 'answer-late'
  | 'accept-late'
  | 'arrive-late'
  | 'order-invisible'
  | 'order-invalid'
  | 'order-partly-filled'
  | 'fill-before-cancel'
  | 'fill-despite-cancel'
  | 'duplicate-answered'
  | 'duplicate-placed'
  | 'contract-delisted'
  | 'contract-closed-to-api'
  | 'position-mode-changed'
  | 'leverage-changed'
  | 'position-liquidated'
  | 'funding-settled'
  | 'book-frozen'
  | 'book-crossed'
  | 'clock-skewed';

/** What a fault does to one request. */
export interface FaultRow extends OptionRules {
  /** One line for people. */
  readonly meaning: string;
  /** Whether the request is carried out, as far as it may be. */
  readonly isAccepted: boolean;
  readonly answer: FaultAnswer;
  readonly effect?: FaultEffect;
  /** The endpoints it can strike; every one when left out. */
  readonly suits?: readonly EndpointName[];
}

const usual = { kind: 'usual' } as const;
const hangUp = { kind: 'hang-up' } as const;
const refusal = (code: number, message: string) => ({ isAccepted: false, answer: { kind: 'refusal', code, message } }) as const;
const page = (status: number, title: string) => ({ kind: 'page', status, title }) as const;
const damaged = (how: Extract<FaultAnswer, { kind: 'damaged' }>['how']) =>
  ({ isAccepted: true, answer: { kind: 'damaged', how } }) as const;
const happening = (effect: FaultEffect) => ({ isAccepted: true, answer: usual, effect }) as const;

const ordering: readonly EndpointName[] = ['create-order', 'submit-batch'];
const cancelling: readonly EndpointName[] = ['cancel-orders', 'cancel-by-external-oid', 'cancel-with-external', 'cancel-all-orders'];
const klines: readonly EndpointName[] = ['get-klines', 'get-index-price-klines', 'get-fair-price-klines'];
const kline = (how: KlineDistortion, meaning: string) =>
  ({ meaning, isAccepted: true, answer: { kind: 'distorted', how }, suits: klines, takes: ['minuteMs'] }) as const;

const UNMAPPED_CODE = 98_765;

/** Everything that can go wrong with a request, as data: where it strikes and what the client meets. */
export const faultRows = {
  'hang-up-before-accept': { meaning: 'the connection drops; nothing was done', isAccepted: false, answer: hangUp },
  'accept-then-hang-up': { meaning: 'carried out, then the connection drops', isAccepted: true, answer: hangUp },
  'late-answer': {
    meaning: 'carried out at once, answered delayMs later (real time; default 15000)',
    ...happening('answer-late'),
    takes: ['delayMs'],
  },
  'late-accept': {
    meaning: 'carried out and answered delayMs later (real time; default 15000)',
    ...happening('accept-late'),
    takes: ['delayMs'],
  },
  'late-arrival': {
    meaning:
      'the connection drops; the request arrives delayMs later (simulator clock; default 8000), its receive window is looked at then',
    isAccepted: false,
    answer: hangUp,
    effect: 'arrive-late',
    takes: ['delayMs'],
  },
  'http-500': { meaning: 'HTML 500; nothing was done', isAccepted: false, answer: page(500, 'Internal Server Error') },
  'http-500-after-accept': { meaning: 'carried out, HTML 500', isAccepted: true, answer: page(500, 'Internal Server Error') },
  'http-502': { meaning: 'HTML 502; nothing was done', isAccepted: false, answer: page(502, 'Bad Gateway') },
  'http-502-after-accept': { meaning: 'carried out, HTML 502', isAccepted: true, answer: page(502, 'Bad Gateway') },
  'http-503': { meaning: 'HTML 503; nothing was done', isAccepted: false, answer: page(503, 'Service Unavailable') },
  'http-503-after-accept': { meaning: 'carried out, HTML 503', isAccepted: true, answer: page(503, 'Service Unavailable') },
  'http-504': { meaning: 'HTML 504; nothing was done', isAccepted: false, answer: page(504, 'Gateway Timeout') },
  'http-504-after-accept': { meaning: 'carried out, HTML 504', isAccepted: true, answer: page(504, 'Gateway Timeout') },
  'http-403': { meaning: "the firewall's HTML 403; nothing was done", isAccepted: false, answer: page(403, 'Access Denied') },
  'http-429': { meaning: 'HTML 429; nothing was done', isAccepted: false, answer: page(429, 'Too Many Requests') },
  'refuse-406': { meaning: 'code 406, the key is bound to another address', ...refusal(406, 'Request IP is not in the white list') },
  'refuse-701': {
    meaning: 'code 701, the key may not read the account',
    ...refusal(701, 'The api key has no permission to read the account'),
  },
  'refuse-510': {
    meaning: 'code 510, too frequent; with count a burst',
    ...refusal(510, 'Requests are too frequent, please try again later!'),
  },
  'refuse-513': {
    meaning: 'code 513, the time of the request is not believed',
    ...refusal(513, 'Invalid request: Request-Time out of the window'),
  },
  'refuse-602': { meaning: 'code 602, a right signature is not believed', ...refusal(602, 'Confirming signature failed!') },
  'maintenance-604': { meaning: 'code 604, feature under maintenance', ...refusal(604, 'feature under maintenance') },
  maintenance: { meaning: 'code 801, system under maintenance', ...refusal(801, 'system under maintenance') },
  'maintenance-1002': { meaning: 'code 1002, orders are closed', ...refusal(1002, 'Contract not allow place order!') },
  'unmapped-code': {
    meaning: `code ${UNMAPPED_CODE}, which is in no table; nothing was done`,
    ...refusal(UNMAPPED_CODE, 'a code of tomorrow'),
  },
  'unmapped-code-after-accept': {
    meaning: `carried out, code ${UNMAPPED_CODE}, which is in no table`,
    isAccepted: true,
    answer: { kind: 'refusal', code: UNMAPPED_CODE, message: 'a code of tomorrow' },
  },
  'truncated-json': { meaning: 'carried out, the JSON ends in the middle', ...damaged('truncated') },
  'half-body': { meaning: 'carried out, half of the announced bytes come, then the connection drops', ...damaged('half-body') },
  'gzip-garbage': { meaning: 'carried out, announced as gzip, and no gzip', ...damaged('gzip-garbage') },
  'no-envelope': { meaning: 'carried out, JSON that is no envelope', ...damaged('no-envelope') },
  'wrong-type-json': {
    meaning: 'carried out, data is of another type',
    isAccepted: true,
    answer: { kind: 'distorted', how: 'wrong-type' },
  },
  'unmapped-field': {
    meaning: 'carried out, every object of data has one field more',
    isAccepted: true,
    answer: { kind: 'distorted', how: 'unmapped-field' },
  },
  'order-invisible': {
    meaning: 'the order exists and can fill, and no query shows it for delayMs (simulator clock; default 2000)',
    ...happening('order-invisible'),
    suits: ordering,
    takes: ['delayMs'],
  },
  'accepted-then-invalid': {
    meaning: 'the order gets its id and ends in state 5 with reason (default param-invalid)',
    ...happening('order-invalid'),
    suits: ordering,
    takes: ['reason'],
  },
  'partial-fill-then-cancel': {
    meaning: 'the order fills by half, the exchange cancels the rest with reason (default system-cancel)',
    ...happening('order-partly-filled'),
    suits: ordering,
    takes: ['reason'],
  },
  'filled-before-cancel': {
    meaning: 'the order fills first, the cancel answers 2041',
    ...happening('fill-before-cancel'),
    suits: cancelling,
  },
  'cancelled-yet-filled': {
    meaning: 'the cancel answers 0, and the order fills nevertheless',
    ...happening('fill-despite-cancel'),
    suits: cancelling,
  },
  'duplicate-answered': {
    meaning: 'a known externalOid is answered by the order that has it, instead of 603',
    ...happening('duplicate-answered'),
    suits: ['create-order'],
  },
  'duplicate-placed': {
    meaning: 'a known externalOid is no matter: a second order gets it as well',
    ...happening('duplicate-placed'),
    suits: ['create-order'],
  },
  'contract-delisted': { meaning: 'just before, the contract goes offline', ...happening('contract-delisted'), needs: ['symbol'] },
  'contract-closed-to-api': {
    meaning: 'just before, the contract is closed to orders by API',
    ...happening('contract-closed-to-api'),
    needs: ['symbol'],
  },
  'position-mode-changed': { meaning: 'just before, the position mode is switched elsewhere', ...happening('position-mode-changed') },
  'leverage-changed': {
    meaning: 'just before, the leverage of both sides is changed elsewhere',
    ...happening('leverage-changed'),
    needs: ['symbol', 'leverage'],
  },
  'position-liquidated': {
    meaning: 'just before, the position is liquidated, whatever its price',
    ...happening('position-liquidated'),
    needs: ['symbol', 'side'],
  },
  'funding-settled': {
    meaning: 'just before, funding of the contract is settled, whatever the hour',
    ...happening('funding-settled'),
    needs: ['symbol'],
  },
  'book-frozen': {
    meaning: 'for delayMs (simulator clock; default 2000) the book of the contract shows nothing new',
    ...happening('book-frozen'),
    needs: ['symbol'],
    takes: ['delayMs'],
  },
  'book-crossed': {
    meaning: 'for delayMs (simulator clock; default 2000) the book of the contract shows a bid above the best ask',
    ...happening('book-crossed'),
    needs: ['symbol'],
    takes: ['delayMs'],
  },
  'clock-skew': { meaning: "from now on the exchange's clock is off by skewMs", ...happening('clock-skewed'), needs: ['skewMs'] },
  'minute-missing': kline('minute-missing', 'the last closed minute is not in the answer'),
  'minute-doubled': kline('minute-doubled', 'the last closed minute is in the answer twice'),
  'minute-late': kline('minute-late', 'the answer ends before the last closed minute'),
  'minute-corrected': kline('minute-corrected', 'the last closed minute has another close and volume than in later answers'),
} as const satisfies Readonly<Record<string, FaultRow>>;

export type FaultName = keyof typeof faultRows;
export const faultNames = Object.freeze(Object.keys(faultRows) as FaultName[]);

/** The row of a fault, seen as any row. */
export function faultRow(name: FaultName): FaultRow {
  return faultRows[name];
}
