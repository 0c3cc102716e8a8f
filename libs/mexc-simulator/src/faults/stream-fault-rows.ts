/** What a planned fault of sockets strikes. */
export interface StreamFaultRow {
  /** One line for people. */
  readonly meaning: string;
  readonly strikes: 'push' | 'ack' | 'login';
  /** The fewest pushes that make sense, and the default. */
  readonly fewest?: number;
  readonly takesDelay?: true;
  /** The only topic it makes sense for. */
  readonly topic?: 'kline';
}

/** What can go wrong with frames, as data. */
export const streamFaultRows = {
  'drop-push': { meaning: 'a push is never sent', strikes: 'push' },
  gap: { meaning: 'count pushes in a row of one connection (default 2) are never sent: version numbers jump', strikes: 'push', fewest: 2 },
  'duplicate-push': { meaning: 'a push is sent twice, byte for byte', strikes: 'push' },
  'reorder-pushes': { meaning: 'count pushes of one connection (default 2) leave in reverse order', strikes: 'push', fewest: 2 },
  'delay-push': {
    meaning: 'a push leaves delayMs later (simulator clock, with a pump; default 1000); later ones overtake it',
    strikes: 'push',
    takesDelay: true,
  },
  'cut-at-push': { meaning: 'the socket is cut instead of a push; of topic personal.order.deal: in the middle of a fill', strikes: 'push' },
  'unmapped-channel': { meaning: 'before a push comes one of a channel that nobody knows', strikes: 'push' },
  'unmapped-field': { meaning: 'the data of a push has one field more', strikes: 'push' },
  'correct-kline': {
    meaning: 'a kline is pushed with another close and volume first, then as it is',
    strikes: 'push',
    topic: 'kline',
  },
  'lose-ack': { meaning: 'the subscription or filter takes effect, its acknowledgement is never sent', strikes: 'ack' },
  'refuse-login': { meaning: 'a right login is answered by rs.error', strikes: 'login' },
} as const satisfies Readonly<Record<string, StreamFaultRow>>;

export type StreamFaultName = keyof typeof streamFaultRows;
export const streamFaultNames = Object.freeze(Object.keys(streamFaultRows) as StreamFaultName[]);

/** The row of a fault, seen as any row. */
export function streamFaultRow(name: StreamFaultName): StreamFaultRow {
  return streamFaultRows[name];
}
