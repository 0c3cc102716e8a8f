import type { PositionModeWord, PositionTypeWord } from '@prate/mexc-protocol';
import type { SimulatedBalance } from './exchange/accounts';
import type { SimulatedOrder } from './exchange/order';
import type { SimulatedPosition } from './exchange/positions';
import type { FaultOptions } from './faults/fault-options';
import type { FaultTarget, PlannedFault } from './faults/fault-plan';
import type { FaultName } from './faults/fault-rows';
import type { StreamFaultName } from './faults/stream-fault-rows';
import type { PlannedStreamFault, StreamFaultScope } from './faults/stream-faults';
import type { PermissionName } from './http/access';
import type { RequestRecord } from './http/request-log';
import type { SavedSimulator } from './recording/saved-simulator';
import type { ContractChange } from './simulated-contract';
import type { SimulatorFeed } from './simulator-feed';
import type { StreamRecord } from './websocket/stream-log';
import type { StreamTopic } from './websocket/stream-topics';

/** The state behind the wire, as copies. */
export interface SimulatorSnapshot {
  readonly orders: readonly Readonly<SimulatedOrder>[];
  readonly positions: readonly Readonly<SimulatedPosition>[];
  readonly balances: Readonly<Record<string, SimulatedBalance>>;
}

/** What can go wrong with sockets, and what went on there. */
export interface StreamControl {
  /** Sockets that are open now. */
  readonly connectionCount: number;
  /** The last 10,000 openings, messages and closings, oldest first: no parameter but the symbol. */
  readonly log: readonly StreamRecord[];
  /** The next pushes, acknowledgement or login meet `fault`; several wait in line. @throws {RangeError} for what means nothing */
  next(fault: StreamFaultName, scope?: StreamFaultScope): void;
  /** Each push, acknowledgement or login meets `fault` with this probability, by seed (default 1) and their order. @throws {RangeError} */
  sometimes(
    fault: StreamFaultName,
    options: Omit<StreamFaultScope, 'count'> & { readonly probability: number; readonly seed?: number },
  ): void;
  /** Each from `fromMs` on and before `toMs`, on the simulator's clock. @throws {RangeError} */
  between(fault: StreamFaultName, options: Omit<StreamFaultScope, 'count'> & { readonly fromMs: number; readonly toMs: number }): void;
  /** Nothing waits, is silent or slow any more. */
  clear(): void;
  /** What waits, in the order in which it would strike. */
  list(): readonly PlannedStreamFault[];
  /** All sockets of this moment are gone, without a closing handshake. */
  cut(): void;
  /** All sockets of this moment neither hear nor say anything any more, and stay open. New ones are as usual. */
  halfOpen(): void;
  /** Pushes of the topic are lost until {@link unsilence}; subscribing to it is still acknowledged. @throws {RangeError} */
  silence(topic: StreamTopic): void;
  /** @throws {RangeError} */
  unsilence(topic: StreamTopic): void;
  /** From now on every frame leaves `byMs` later, on the simulator's clock, with a pump; 0 ends it. @throws {RangeError} */
  slow(byMs: number): void;
}

/** What a test may do and see that no client can. */
export interface SimulatorControl {
  readonly faults: {
    /** The next request to `endpoint` (or `any`), or the next `count`, meet `fault`; several wait in line. @throws {RangeError} naming everything that means nothing */
    next(endpoint: FaultTarget, fault: FaultName, options?: FaultOptions & { readonly count?: number }): void;
    /** Each request meets `fault` with this probability; who is struck follows from seed (default 1) and order of requests. @throws {RangeError} */
    sometimes(
      endpoint: FaultTarget,
      fault: FaultName,
      options: FaultOptions & { readonly probability: number; readonly seed?: number },
    ): void;
    /** Each request from `fromMs` on and before `toMs`, on the simulator's clock, meets `fault`. @throws {RangeError} */
    between(endpoint: FaultTarget, fault: FaultName, options: FaultOptions & { readonly fromMs: number; readonly toMs: number }): void;
    /** Nothing waits any more; what has happened stays so. */
    clear(): void;
    /** What waits, in the order in which it would strike. */
    list(): readonly PlannedFault[];
  };
  /** From now on the clock that the exchange shows and checks by is ahead by so much (behind: negative); 0 ends it. @throws {RangeError} */
  skewClock(byMs: number): void;
  readonly access: {
    /** What the key may do from now on, everything at first; signed requests meet 701 to 704. @throws {RangeError} for an unknown name */
    permit(permissions: readonly PermissionName[]): void;
    /** Signed requests meet 406, as from an address that the key is not bound to, until {@link unblockAddress}. */
    blockAddress(): void;
    unblockAddress(): void;
  };
  readonly streams: StreamControl;
  /** The way into a listing of the option `feeds`. @throws {RangeError} for another symbol */
  feed(symbol: string): SimulatorFeed;
  /** Brings the exchange to the present and pushes what has changed: what a timer does every `pushEveryMs`. */
  pump(): void;
  /** A contract is changed while it is listed, and told on `push.contract`. @throws {RangeError} for an unknown symbol or a wrong value */
  changeContract(symbol: string, change: ContractChange): void;
  /** The last 10,000 requests, oldest first: no query, header or body. */
  readonly log: readonly RequestRecord[];
  /** Requests for which there is no route: count by route, see `simulatorGaps()`. */
  readonly unsupported: Readonly<Record<string, number>>;
  /** Money comes in from the spot wallet, with a transfer record. @throws {RangeError} for no decimal above 0 */
  deposit(currency: string, amount: string): void;
  /** Money goes out to the spot wallet, with a transfer record. @throws {RangeError} for no decimal above 0, or more than is free */
  withdraw(currency: string, amount: string): void;
  /** The position is liquidated now, whatever its price; a cross one with all of its currency. @throws {RangeError} where none is held */
  liquidate(symbol: string, side: PositionTypeWord): void;
  /** The position is reduced against others, at the fair price; by all unless `vol` says how many contracts. @throws {RangeError} */
  deleverage(symbol: string, side: PositionTypeWord, vol?: string): void;
  /** As if switched elsewhere, orders and positions or not. @throws {RangeError} to one-way while both sides of a contract are held */
  setPositionMode(mode: PositionModeWord): void;
  /**
   * The whole exchange as data: how it began, every command since, and what it arrived at; `startMexcSimulator({ restore })` does it all
   * again. Planned faults, permissions, counts of limits and logs are not in it.
   *
   * @throws {RangeError} unless `isRecorded` was set at the start, and where prices are handed in
   */
  save(): SavedSimulator;
  /** Orders (working and remembered), open positions and balances as of now. */
  snapshot(): SimulatorSnapshot;
}
