import {
  type MexcSimulator,
  type SavedSimulator,
  type SimulatorClock,
  type SimulatorOptions,
  type Tape,
  simulatedContracts,
  startMexcSimulator,
} from '@prate/mexc-simulator';
import { ManualClock, ShiftedClock } from './clocks';
import { planFault } from './fault-flag';
import { openPaper } from './paper';
import type { ProgramOptions } from './program-options';
import { readSavedFile } from './saved-file';
import { readTapeFile, startOfTape } from './tape-file';

/**
 * Starts the exchange that was asked for, its faults planned.
 *
 * @param tell hears what paper trading could not take or read; nothing stops because of it
 * @throws {PaperSourceError} {TapeFileError} {SavedFileError} {TapeError} {SimulatorOptionsError} {RangeError} for what was asked and cannot be; the system's error for a port
 */
export async function openSimulator(options: ProgramOptions, tell: (line: string) => void): Promise<MexcSimulator> {
  const simulator = await openOne(options, tell);
  try {
    for (const fault of options.faults) planFault(fault, simulator.control, options.seed);
  } catch (error) {
    await simulator.stop();
    throw error;
  }
  return simulator;
}

async function openOne(options: ProgramOptions, tell: (line: string) => void): Promise<MexcSimulator> {
  const { paper, symbols = [] } = options;
  if (paper !== undefined) {
    const onProblem = ({ message }: Error): void => tell(`paper: ${message}`);
    return openPaper({ ...paper, options: { ...venueOptions(options), symbols, onProblem } });
  }
  const tapes = await Promise.all(options.tapes.map(({ path, symbol }) => readTapeFile(path, symbol)));
  if (options.restore !== undefined) return startMexcSimulator(restoredOptions(options, await readSavedFile(options.restore)));
  return startMexcSimulator(simulatorOptions(options, tapes));
}

/** The doors are asked for; everything behind them is the saved exchange's. A clock moved by hand goes on where it stood. */
function restoredOptions({ port, host, rateLimits, clock, controlPort }: ProgramOptions, saved: SavedSimulator): SimulatorOptions {
  return {
    port,
    host,
    rateLimits,
    restore: saved,
    ...(clock === 'manual' ? { clock: new ManualClock(saved.savedAtMs) } : {}),
    ...(controlPort === undefined ? {} : { controlPort, isRecorded: true }),
  };
}

/** What is asked of every simulator, wherever its prices come from. */
function venueOptions({ port, host, seed, positionMode, rateLimits, duplicateExternalOid, balances, controlPort }: ProgramOptions) {
  return {
    port,
    host,
    seed,
    positionMode,
    rateLimits,
    duplicateExternalOid,
    ...(balances === undefined ? {} : { balances }),
    ...(controlPort === undefined ? {} : { controlPort }),
  };
}

function simulatorOptions(options: ProgramOptions, tapes: readonly Tape[]): SimulatorOptions {
  const { symbols } = options;
  const clock = clockOf(options, tapes);
  // A recorded symbol brings its own contract.
  const recorded = new Set(tapes.map(({ symbol }) => symbol));
  const contracts = simulatedContracts.filter(({ symbol }) => !recorded.has(symbol) && (symbols === undefined || symbols.includes(symbol)));
  // Whoever can ask for a snapshot gets one.
  const isRecorded = options.controlPort !== undefined;
  return { ...venueOptions(options), contracts, tapes, isRecorded, ...(clock === undefined ? {} : { clock }) };
}

/** The machine's clock is the simulator's own. */
function clockOf({ clock, startMs }: ProgramOptions, tapes: readonly Tape[]): SimulatorClock | undefined {
  if (clock === 'machine') return undefined;
  const first = tapes[0];
  const wholeSecond = Math.floor(Date.now() / 1000) * 1000;
  const start = startMs ?? (first === undefined ? wholeSecond : Math.min(...tapes.map(startOfTape)));
  return clock === 'manual' ? new ManualClock(start) : new ShiftedClock(start);
}
