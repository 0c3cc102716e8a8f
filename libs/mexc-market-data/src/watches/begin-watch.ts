import type { StopWatching } from '@prate/execution-interface';
import type { GuardedHandlers } from '../telling/guarded-handlers';

/** Subscribes with a caller's handlers, unless the market data was closed while the symbol was looked up. */
export type Begin<Data> = (subscribe: (handlers: GuardedHandlers<Data>) => StopWatching) => StopWatching;
