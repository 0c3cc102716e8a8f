import { type SimulatorOptions, resolveOptions } from './config';
import { type SimulatorControl, createControl } from './control';
import { Exchange } from './exchange/exchange';
import { Listing } from './exchange/listing';
import { FaultPlan } from './faults/fault-plan';
import { type SimulatorKeys, keysFromSeed } from './http/authentication';
import { RequestLog } from './http/request-log';
import { SimulatorServer } from './http/server';
import { SeededMarket } from './market/seeded-market';
import { TapeMarket } from './market/tape-market';

/** A running simulator. */
export interface MexcSimulator {
  /** For example `http://127.0.0.1:40123`: to be used instead of the venue's address. */
  readonly restUrl: string;
  /** The one account; both words begin with `sim_`. */
  readonly keys: SimulatorKeys;
  readonly control: SimulatorControl;
  /** Closes the door and all connections; the state is gone. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts an exchange with MEXC's face on this machine: one account, REST over real HTTP, no timer, nothing kept on disk. Prices, ids and
 * keys follow from seed (or tape), clock and commands alone.
 *
 * @throws {SimulatorOptionsError} naming every wrong option
 * @throws {TapeError} when a recorded minute cannot be served as it is
 */
export async function startMexcSimulator(options: SimulatorOptions = {}): Promise<MexcSimulator> {
  const { port, host, seed, contracts, balances, positionMode, tape, clock } = resolveOptions(options);
  const listings = contracts.map((contract) => {
    const market = tape?.symbol === contract.symbol ? new TapeMarket(contract, tape.minutes) : new SeededMarket(contract, seed);
    return new Listing(contract, market);
  });
  const exchange = new Exchange({ listings, balances, positionMode, clock });
  const keys = keysFromSeed(seed);
  const faults = new FaultPlan();
  const log = new RequestLog();
  const server = new SimulatorServer({ exchange, keys, faults, log, clock });
  const takenPort = await server.start(port, host);
  return {
    restUrl: `http://${host.includes(':') ? `[${host}]` : host}:${takenPort}`,
    keys,
    control: createControl(exchange, faults, log),
    stop: () => server.stop(),
  };
}
