/**
 * What happens to events while a watcher's handler is busy.
 *
 * - `conflate`: of each key only the newest is kept; right for what states how things are
 * - `bounded`: all are kept up to `limit`; then all that wait are dropped, counted, and announced as a gap
 * - `lossless`: all are kept; at `limit` the connection is closed, so that nothing is lost without a gap, and comes back when half is done
 */
export type QueuePolicy<Data> =
  | { readonly kind: 'conflate'; readonly keyOf: (data: Data) => string | number }
  | { readonly kind: 'bounded'; readonly limit: number }
  | { readonly kind: 'lossless'; readonly limit: number };
