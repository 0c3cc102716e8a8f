/** What happens to the connections, for logs and health. Nothing in it is secret. */
export type StreamState =
  | { readonly kind: 'connected'; readonly connection: string; readonly epoch: number }
  /** Private: logged in and filtered. Public: it stands, and its topics are being asked for. */
  | { readonly kind: 'ready'; readonly connection: string; readonly epoch: number }
  /** `sinceMs`: last moment something was heard, ms since the epoch. */
  | { readonly kind: 'lost'; readonly connection: string; readonly epoch: number; readonly reason: string; readonly sinceMs: number }
  | { readonly kind: 'retry'; readonly connection: string; readonly attempt: number; readonly delayMs: number; readonly reason: string }
  /** Subscribed, and no word for too long: asked for again. */
  | {
      readonly kind: 'silent';
      readonly connection: string;
      readonly epoch: number;
      readonly topic: string;
      readonly symbol?: string;
      readonly sinceMs: number;
    }
  /** `rs.error`, or an answer other than success. `isMatched`: whether it is known whom it answers. */
  | {
      readonly kind: 'venue-error';
      readonly connection: string;
      readonly epoch: number;
      readonly words: string;
      readonly isMatched: boolean;
    }
  | { readonly kind: 'closed'; readonly connection: string };

/** One frame, without its content. */
export interface FrameRecord {
  readonly direction: 'received' | 'sent';
  readonly connection: string;
  readonly epoch: number;
  /** `channel` of a received frame, `method` of a sent one; absent where it could not be read. */
  readonly channel?: string;
  readonly characters: number;
}
