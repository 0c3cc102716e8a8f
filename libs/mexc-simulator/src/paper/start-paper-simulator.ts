import type { FeedOptions, SimulatorOptions } from '../config';
import { PaperSourceError } from '../errors';
import type { SimulatorFeed } from '../simulator-feed';
import { type MexcSimulator, startMexcSimulator } from '../start-mexc-simulator';
import { SystemClock } from '../system-clock';
import { frozenDifferences, meanContractsPerSecond, paperContract, paperContractChange } from './paper-contract';
import type { PaperInstrumentChange, PaperSource } from './paper-source';
import { PaperSymbol, asError } from './paper-symbol';

const HISTORY_MS = 24 * 3_600_000;
/** Contracts are counted from here, as those of a tape are from 9,000. */
const FIRST_CONTRACT_ID = 9_100;

export interface PaperOptions extends Omit<SimulatorOptions, 'contracts' | 'tapes' | 'feeds' | 'isRecorded' | 'restore'> {
  /** Public data of a real exchange; the caller closes it after `stop`. */
  readonly source: PaperSource;
  /** Contracts of the source, each once, at least one. */
  readonly symbols: readonly string[];
  /** Nothing heard of a contract for longer than this: its price is stale. Default 30,000. */
  readonly staleAfterMs?: number;
  /** How much of the past is read as 1m bars at the start; default a day. */
  readonly historyMs?: number;
  /** Told what could not be taken (every 10 s at most, with the number of those before) or read; names the contract. Nothing stops because of it. */
  readonly onProblem?: (problem: Error) => void;
}

/** A simulator whose prices are those of a real exchange. */
export interface PaperSimulator extends MexcSimulator {
  readonly symbols: readonly string[];
}

/**
 * Starts an exchange with simulated money on the live prices of a real one: rules, trades, mark and index price, funding and changes of
 * the contract list come from `source`; orders stay here. The source is only asked and watched: it has nothing to send an order with.
 *
 * A gap of the source makes the contract stale until trades flow again: what opens is refused (1002), what closes is taken at the last price,
 * cancels always work.
 *
 * @throws {PaperSourceError} where a contract cannot be read or watched, {SimulatorOptionsError}; nothing is left running then
 */
export async function startPaperSimulator(options: PaperOptions): Promise<PaperSimulator> {
  const {
    source,
    symbols,
    staleAfterMs,
    historyMs = HISTORY_MS,
    onProblem = () => undefined,
    clock = new SystemClock(),
    ...rest
  } = options;
  if (symbols.length === 0) throw new RangeError('symbols: found none, expected at least one contract');
  const feeds = await ofSource(Promise.all(symbols.map((symbol, index) => feedOf(source, symbol, { index, staleAfterMs }))));
  const simulator = await startMexcSimulator({ ...rest, clock, feeds });
  const paper = symbols.map((symbol) => {
    const feed: SimulatorFeed = simulator.control.feed(symbol);
    const named = (problem: Error): void => onProblem(new Error(`${symbol}: ${problem.message}`, { cause: problem }));
    return new PaperSymbol({ symbol, source, feed, clock, onProblem: named });
  });
  const stops: (() => void)[] = paper.map((each) => () => each.stop());
  const stop = (): Promise<void> => {
    for (const stopOne of stops.splice(0)) stopOne();
    return simulator.stop();
  };
  try {
    const onData = (change: PaperInstrumentChange): void => follow(simulator, feeds, change, onProblem);
    stops.push(await ofSource(source.watchInstruments({ onData, onError: onProblem })));
    await ofSource(Promise.all(paper.map((each) => each.start(historyMs))));
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...simulator, symbols, stop };
}

async function ofSource<Value>(answer: Promise<Value>): Promise<Value> {
  try {
    return await answer;
  } catch (error) {
    throw new PaperSourceError(error);
  }
}

async function feedOf(
  source: PaperSource,
  symbol: string,
  { index, staleAfterMs }: { readonly index: number; readonly staleAfterMs: number | undefined },
): Promise<FeedOptions> {
  const instrument = await source.getInstrument(symbol);
  const ticker = await source.getTicker(symbol);
  const contractsPerSecond = meanContractsPerSecond(instrument, ticker);
  const contract = paperContract(instrument, { contractId: FIRST_CONTRACT_ID + index, lastPrice: ticker.lastPrice, contractsPerSecond });
  return { contract, ...(staleAfterMs === undefined ? {} : { staleAfterMs }) };
}

/** The simulator's copy of the rules follows the list; what cannot change while it is listed closes the contract. */
function follow(
  { control }: MexcSimulator,
  feeds: readonly FeedOptions[],
  { kind, symbol, instrument }: PaperInstrumentChange,
  onProblem: (problem: Error) => void,
): void {
  const contract = feeds.find((feed) => feed.contract.symbol === symbol)?.contract;
  if (contract === undefined) return;
  const differences = frozenDifferences(contract, instrument);
  try {
    if (kind === 'removed') control.changeContract(symbol, { state: 3 });
    else if (differences.length > 0) {
      control.changeContract(symbol, { state: 4 });
      onProblem(new Error(`${symbol}: ${differences.join(', ')}: paused until the next start`));
    } else control.changeContract(symbol, paperContractChange(instrument));
  } catch (error) {
    onProblem(asError(error));
  }
}
