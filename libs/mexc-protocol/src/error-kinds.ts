/**
 * What an error proves about the request it belongs to.
 *
 * - `not-sent`: no byte of it left
 * - `refused`: the venue answered, and did not carry it out
 * - `nothing`: it may have been carried out
 */
export type Proof = 'not-sent' | 'refused' | 'nothing';

export type ErrorKind =
  | 'auth'
  | 'bad-request'
  | 'clock'
  | 'duplicate'
  | 'funds'
  | 'limit'
  | 'maintenance'
  | 'not-found'
  | 'order'
  | 'permission'
  | 'position'
  | 'rate'
  | 'symbol'
  | 'transient'
  | 'trigger'
  | 'unmapped';

export type ErrorAdvice = 'stop' | 'fix-first' | 'wait-and-repeat' | 'resync-clock' | 'ask-what-happened';
