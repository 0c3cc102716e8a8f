import { type SimulatorOptions, resolveOptions } from './config';
import type { SimulatorControl } from './control';
import { ControlDoor } from './control-door/control-door';
import { createControl } from './create-control';
import { Exchange } from './exchange/exchange';
import { Listing } from './exchange/listing';
import { ClockSkew } from './faults/clock-skew';
import { FaultPlan } from './faults/fault-plan';
import { LateArrivals } from './faults/late-arrivals';
import { OrderVeil } from './faults/order-veil';
import { StreamFaults } from './faults/stream-faults';
import { Access } from './http/access';
import { type SimulatorKeys, keysFromSeed } from './http/authentication';
import { RateLimits } from './http/rate-limits';
import { RequestLog } from './http/request-log';
import { SimulatorServer } from './http/server';
import { Unsupported } from './http/unsupported';
import { FedFeed } from './market/fed-feed';
import { FedMarket } from './market/fed-market';
import { SeededMarket } from './market/seeded-market';
import { marketOfTape } from './market/tape';
import { Recording } from './recording/recording';
import { replay } from './recording/replay';
import { ReplayClock } from './recording/replay-clock';
import { type SavedSimulator, savedSimulator } from './recording/saved-simulator';
import { STREAM_PATH, StreamServer } from './websocket/server';
import { StreamLog } from './websocket/stream-log';

/** A running simulator. */
export interface MexcSimulator {
  /** For example `http://127.0.0.1:40123`: to be used instead of the venue's address. */
  readonly restUrl: string;
  /** For example `ws://127.0.0.1:40123/edge`. */
  readonly wsUrl: string;
  /** The one account; both words begin with `sim_`. */
  readonly keys: SimulatorKeys;
  readonly control: SimulatorControl;
  /** The same by HTTP, for example `http://127.0.0.1:40124`; absent unless `controlPort` was given. */
  readonly controlUrl?: string;
  /** Closes the door and all connections; the state is gone. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts an exchange with MEXC's face on this machine: one account, REST and WebSocket on one port, nothing kept on disk. Prices, ids
 * and keys follow from seed (or tape), clock and commands alone.
 *
 * @throws {SimulatorOptionsError} naming every wrong option
 * @throws {TapeError} when a recorded row cannot be served as it is
 */
export async function startMexcSimulator(options: SimulatorOptions = {}): Promise<MexcSimulator> {
  const {
    port,
    host,
    seed,
    contracts,
    balances,
    positionMode,
    tapes,
    feeds,
    clock,
    pushEveryMs,
    rateLimits,
    duplicateExternalOid,
    controlPort,
    isRecorded,
    restore,
  } = resolveOptions(options);
  const exchangeClock = new ReplayClock(clock);
  if (restore !== undefined) exchangeClock.standAt(restore.startedAtMs);
  const listings = contracts.map((contract) => {
    const tape = tapes.find(({ symbol }) => symbol === contract.symbol);
    return new Listing(contract, tape === undefined ? new SeededMarket(contract, seed) : marketOfTape(contract, tape), seed);
  });
  const fed = feeds.map(({ contract, staleAfterMs }) => ({ contract, market: new FedMarket(clock, staleAfterMs) }));
  listings.push(...fed.map(({ contract, market }) => new Listing(contract, market, seed)));
  const exchange = new Exchange({ listings, balances, positionMode, clock: exchangeClock });
  const recording = isRecorded ? new Recording(exchange.nowMs) : undefined;
  const advance = (): number => {
    exchange.advance();
    return exchange.nowSecond;
  };
  const feedBySymbol = new Map(fed.map((parts) => [parts.contract.symbol, new FedFeed({ ...parts, advance })]));
  if (duplicateExternalOid !== 'refuse') exchange.fate = { onDuplicate: duplicateExternalOid };
  const keys = keysFromSeed(seed);
  const faults = new FaultPlan();
  const arrivals = new LateArrivals();
  const streamFaults = new StreamFaults();
  const log = new RequestLog();
  const unsupported = new Unsupported();
  const streamLog = new StreamLog();
  const skew = new ClockSkew();
  const streams = new StreamServer({ exchange, keys, skew, faults: streamFaults, log: streamLog, pushEveryMs });
  const upgrade: StreamServer['upgrade'] = (...connection) => streams.upgrade(...connection);
  const access = new Access();
  const reach = { exchange, veil: new OrderVeil(), skew };
  const guards = { keys, access, limits: new RateLimits(rateLimits), ...reach, ...(recording === undefined ? {} : { recording }) };
  const save = (): SavedSimulator => {
    if (recording === undefined) throw new RangeError('save: found no recording, expected isRecorded at the start');
    if (feeds.length > 0) throw new RangeError('save: found prices that are handed in, expected seeded or recorded markets');
    const state = control.snapshot();
    const { startedAtMs } = recording;
    const begun = { seed, contracts, balances, positionMode, tapes, duplicateExternalOid };
    return savedSimulator({ startedAtMs, savedAtMs: exchange.nowMs, options: begun, commands: recording.commands(), state });
  };
  const logs = { log, unsupported, streamLog };
  const control = createControl({
    exchange,
    feeds: feedBySymbol,
    access,
    skew,
    faults,
    arrivals,
    ...logs,
    streams,
    streamFaults,
    recording,
    save,
  });
  if (restore !== undefined) replay(restore, { ...reach, clock: exchangeClock, control, recording });
  const server = new SimulatorServer({
    exchange,
    guards,
    faults,
    arrivals,
    log,
    unsupported,
    clock,
    streams: { path: STREAM_PATH, upgrade },
  });
  const takenPort = await server.start(port, host);
  const address = `${host.includes(':') ? `[${host}]` : host}:${takenPort}`;
  const restUrl = `http://${address}`;
  const wsUrl = `ws://${address}${STREAM_PATH}`;
  const stop = (): Promise<void> => {
    streams.stop();
    return server.stop();
  };
  if (controlPort === undefined) return { restUrl, wsUrl, keys, control, stop };
  const door = new ControlDoor({ control, clock, addresses: { restUrl, wsUrl } });
  try {
    const controlUrl = await door.start(controlPort);
    return { restUrl, wsUrl, controlUrl, keys, control, stop: async () => void (await Promise.all([door.stop(), stop()])) };
  } catch (error) {
    await stop();
    throw error;
  }
}
