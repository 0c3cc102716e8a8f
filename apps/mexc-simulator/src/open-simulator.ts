import {
  type MexcSimulator,
  type SimulatorClock,
  type SimulatorOptions,
  type Tape,
  simulatedContracts,
  startMexcSimulator,
} from '@prate/mexc-simulator';
import { ManualClock, ShiftedClock } from './clocks';
import { planFault } from './fault-flag';
import type { ProgramOptions } from './program-options';
import { readTapeFile, startOfTape } from './tape-file';

/**
 * Starts the exchange that was asked for, its faults planned.
 *
 * @throws {TapeFileError} {TapeError} {SimulatorOptionsError} {RangeError} for what was asked and cannot be; the system's error for a port
 */
export async function openSimulator(options: ProgramOptions): Promise<MexcSimulator> {
  const tapes = await Promise.all(options.tapes.map(({ path, symbol }) => readTapeFile(path, symbol)));
  const simulator = await startMexcSimulator(simulatorOptions(options, tapes));
  try {
    for (const fault of options.faults) planFault(fault, simulator.control, options.seed);
  } catch (error) {
    await simulator.stop();
    throw error;
  }
  return simulator;
}

function simulatorOptions(options: ProgramOptions, tapes: readonly Tape[]): SimulatorOptions {
  const { port, host, seed, positionMode, rateLimits, duplicateExternalOid, symbols, balances, controlPort } = options;
  const clock = clockOf(options, tapes);
  // A recorded symbol brings its own contract.
  const recorded = new Set(tapes.map(({ symbol }) => symbol));
  const contracts = simulatedContracts.filter(({ symbol }) => !recorded.has(symbol) && (symbols === undefined || symbols.includes(symbol)));
  return {
    port,
    host,
    seed,
    positionMode,
    rateLimits,
    duplicateExternalOid,
    contracts,
    tapes,
    ...(balances === undefined ? {} : { balances }),
    ...(controlPort === undefined ? {} : { controlPort }),
    ...(clock === undefined ? {} : { clock }),
  };
}

/** The machine's clock is the simulator's own. */
function clockOf({ clock, startMs }: ProgramOptions, tapes: readonly Tape[]): SimulatorClock | undefined {
  if (clock === 'machine') return undefined;
  const first = tapes[0];
  const wholeSecond = Math.floor(Date.now() / 1000) * 1000;
  const start = startMs ?? (first === undefined ? wholeSecond : Math.min(...tapes.map(startOfTape)));
  return clock === 'manual' ? new ManualClock(start) : new ShiftedClock(start);
}
