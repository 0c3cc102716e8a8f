export type { PersonalFilter, PublicSubscription } from './client-messages';
export { loginMessage, personalFilterMessage, pingMessage, subscribeMessage, unsubscribeMessage } from './client-messages';
export type { MexcStreamConfig } from './config';
export type { FrameRecord, StreamState } from './connection-record';
export type { Stop, StreamEvent, StreamGap, StreamHandlers, StreamHeard, StreamReady } from './delivery/stream-event';
export type { WatcherCounts } from './delivery/watcher';
export type { DriftRecord } from './delivery/wire-drift';
export type { PrivateState } from './dialogue/private-connection';
export type { SubscriptionCounts } from './dialogue/subscription-registry';
export type { ConfigIssue, SubscriptionProblem } from './errors';
export {
  InvalidMessageError,
  LoginRefusedError,
  StreamClosedError,
  StreamConfigInvalidError,
  SubscriptionError,
  UnknownChannelError,
  UnreadableFrameError,
  UnreadablePushError,
} from './errors';
export { MexcFuturesStream } from './mexc-futures-stream';
export type { BookLevel } from './order-book/book-side';
export type { BookState, BookView, DepthFeed, DepthSnapshot, LocalOrderBookOptions } from './order-book/local-order-book';
export { LocalOrderBook } from './order-book/local-order-book';
export type { BackoffSettings } from './socket/backoff';
export type { Frame, PushChannel } from './socket/frame-codec';
export { readFrame, readPublicFrame } from './socket/frame-codec';
export type { OpenSocket, SocketFactory, SocketListeners } from './socket/open-socket';
export type { CancelTimer, StreamTimer } from './socket/stream-timer';
export type { StreamHealth } from './stream-health';
export type { PersonalPush } from './streams/private/watch-everything';
export type { WatchDealsParameters } from './streams/public/watch-deals';
export type { WatchDepthParameters } from './streams/public/watch-depth';
export type { WatchDepthFullParameters } from './streams/public/watch-depth-full';
export type { WatchDepthStepParameters } from './streams/public/watch-depth-step';
export type { WatchFairPriceParameters } from './streams/public/watch-fair-price';
export type { WatchFundingRateParameters } from './streams/public/watch-funding-rate';
export type { WatchIndexPriceParameters } from './streams/public/watch-index-price';
export type { WatchKlinesParameters } from './streams/public/watch-klines';
export type { WatchTickerParameters } from './streams/public/watch-ticker';
