/** Every problem this API answers by itself: status and title. Denials and refusals of orders bring their own codes (422, 409). */
export const problemCodes = {
  'input-invalid': { status: 400, title: 'The request is not valid' },
  'json-malformed': { status: 400, title: 'The body is not JSON' },
  'request-malformed': { status: 400, title: 'The request cannot be read' },
  'range-too-large': { status: 400, title: 'The range holds too many candles' },
  'token-required': { status: 401, title: 'A token is required' },
  'host-not-allowed': { status: 403, title: 'This host name is not served' },
  'origin-not-allowed': { status: 403, title: 'Pages of other origins are not served' },
  'admin-required': { status: 403, title: 'The token of an operator is required' },
  'route-unknown': { status: 404, title: 'There is no such path' },
  'account-unknown': { status: 404, title: 'There is no such account' },
  'symbol-unknown': { status: 404, title: 'There is no such contract' },
  'order-unknown': { status: 404, title: 'There is no such order' },
  'position-unknown': { status: 404, title: 'There is no such position' },
  'balance-unknown': { status: 404, title: 'There is no such balance' },
  'intent-not-found': { status: 404, title: 'There is no such intent' },
  'intent-settled': { status: 409, title: 'What became of the intent is known, or still to come' },
  'position-ambiguous': { status: 409, title: 'Both sides are open' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'media-type-unsupported': { status: 415, title: 'The body must be JSON' },
  'request-failed': { status: 500, title: 'Something went wrong here' },
  'venue-failed': { status: 502, title: 'The exchange did not answer as expected' },
  'journal-unavailable': { status: 503, title: 'The journal cannot be read or written' },
  'not-ready': { status: 503, title: 'Not ready' },
  'venue-timeout': { status: 504, title: 'The exchange did not answer in time' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ProblemCode = keyof typeof problemCodes;
