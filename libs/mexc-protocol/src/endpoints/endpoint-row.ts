/** Which share of the request budget a call uses: `urgent` owns a reserved part. */
export type Lane = 'urgent' | 'order' | 'read';

/** One endpoint of the venue, as data. */
export interface EndpointRow {
  readonly verb: 'GET' | 'POST';
  /** `{name}` marks a path parameter; path parameters are never signed. */
  readonly path: string;
  readonly isSigned: boolean;
  /** Published limit: `count` calls in any `windowMs`. */
  readonly limit: { readonly count: number; readonly windowMs: number };
  readonly lane: Lane;
  /** Whether asking twice changes nothing. Mutations are never repeated. */
  readonly isRepeatable: boolean;
  readonly source: string;
  /** When the source was read, ISO date. */
  readonly readOn: string;
}

/** The documentation before 2025-07: what only it has may go any day (reference 1.3). */
export const olderSource = { source: 'https://mexcdevelop.github.io/apidocs/contract_v1_en', readOn: '2025-04-17' } as const;

const OFFICIAL = { source: 'https://www.mexc.com/api-docs/futures', readOn: '2026-04-04' } as const;

/** `count` calls in 2 s. */
export function perTwoSeconds<Count extends number>(count: Count) {
  return { count, windowMs: 2_000 } as const;
}

/** What most rows of a kind share; a row states what differs. */
export const publicRead = {
  verb: 'GET',
  isSigned: false,
  lane: 'read',
  isRepeatable: true,
  limit: perTwoSeconds(20),
  ...OFFICIAL,
} as const;
export const privateRead = { ...publicRead, isSigned: true } as const;
export const mutation = {
  verb: 'POST',
  isSigned: true,
  lane: 'order',
  isRepeatable: false,
  limit: perTwoSeconds(20),
  ...OFFICIAL,
} as const;
export const cancel = { ...mutation, lane: 'urgent' } as const;
/** A question that is asked by POST; its parameters travel in the body. */
export const privateReadByPost = { ...privateRead, verb: 'POST' } as const;
