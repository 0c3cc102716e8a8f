import { type DecimalText, compare, decimal, isDecimal, isNegative, isPositive } from '@prate/execution-interface/decimal';
import type { PositionModeWord } from '@prate/mexc-protocol';
import { contractForTape } from './contract-for-tape';
import { SimulatorOptionsError } from './errors';
import type { RateLimitMode } from './http/rate-limits';
import { type Tape, rowsOf } from './market/tape';
import { riskLimitViolations } from './risk-limit-violations';
import { type SavedSimulator, checkSaved, savedOptionNames } from './recording/saved-simulator';
import type { SimulatedContract } from './simulated-contract';
import { simulatedContracts } from './simulated-contracts';
import { SystemClock } from './system-clock';

/** A contract whose market is handed in while it happens, see `control.feed`. */
export interface FeedOptions {
  readonly contract: SimulatedContract;
  /** Nothing handed in for longer than this: orders that open are refused. Default 30,000. */
  readonly staleAfterMs?: number;
}

/** How to start the simulator; everything has a default. */
export interface SimulatorOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Whole number, default 1: keys and the seeded markets follow from it. */
  readonly seed?: number;
  /** Default: BTC_USDT, ETH_USDT, DOGE_USDT and the inverse BTC_USD; none beside `feeds`, so that no made-up market stands beside a real one. */
  readonly contracts?: readonly SimulatedContract[];
  /** Deposits by currency, decimal text; default `{ USDT: '10000', BTC: '1' }`. */
  readonly balances?: Readonly<Record<string, string>>;
  /** Default `hedge`. */
  readonly positionMode?: PositionModeWord;
  /** Records instead of the seeded path, one a symbol. A symbol that `contracts` does not list gets the contract of {@link contractForTape}. */
  readonly tapes?: readonly Tape[];
  /** Contracts with live prices, beside `contracts`. */
  readonly feeds?: readonly FeedOptions[];
  /** Default: the machine's clock. */
  readonly clock?: SimulatorClock;
  /**
   * Real milliseconds between two looks at what there is to push, while somebody is connected; default 200. 0: only `control.pump()`
   * pushes the market, so that a clock moved by hand gives the same frames every time.
   */
  readonly pushEveryMs?: number;
  /** `published`: requests beyond the limits of the endpoint table are refused with 510. Default `off`. */
  readonly rateLimits?: RateLimitMode;
  /**
   * A new order with an externalOid that is known: `refuse` (default) answers 603, `answer` the id of the order that has it,
   * `second-order` places another one. The venue does not say which it does (reference 9.14).
   */
  readonly duplicateExternalOid?: DuplicateMode;
  /** Opens the control door on this port of 127.0.0.1 (0: a free one), whatever `host` is. Left out: it stays closed. */
  readonly controlPort?: number;
  /** Whether every command is kept, at most a million, so that `control.save()` can tell them; default false. */
  readonly isRecorded?: boolean;
  /**
   * An exchange of `control.save()`: its commands are done again, each at its time, before the doors open. Brings seed, contracts,
   * balances, position mode, tapes and the rule for duplicates with it. The clock has to stand at or after the time of saving.
   */
  readonly restore?: SavedSimulator;
}

export const duplicateModes = ['refuse', 'answer', 'second-order'] as const;
export type DuplicateMode = (typeof duplicateModes)[number];

/** Milliseconds since the epoch. One that has `advance` can be moved through the control door. */
export interface SimulatorClock {
  nowMs(): number;
  advance?(byMs: number): void;
}

export interface ResolvedOptions {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  readonly contracts: readonly SimulatedContract[];
  readonly balances: Readonly<Record<string, DecimalText>>;
  readonly positionMode: PositionModeWord;
  readonly tapes: readonly Tape[];
  readonly feeds: readonly Required<FeedOptions>[];
  readonly clock: SimulatorClock;
  readonly pushEveryMs: number;
  readonly rateLimits: RateLimitMode;
  readonly duplicateExternalOid: DuplicateMode;
  readonly controlPort: number | undefined;
  readonly isRecorded: boolean;
  readonly restore: SavedSimulator | undefined;
}

const STALE_AFTER_MS = 30_000;

/** Options with their defaults. @throws {SimulatorOptionsError} naming every violation; {TapeError} for rows no contract fits */
export function resolveOptions(given: SimulatorOptions): ResolvedOptions {
  const { restore, isRecorded = false } = given;
  const options = restore === undefined ? given : { ...given, ...checkSaved(restore).options };
  const {
    port = 0,
    host = '127.0.0.1',
    seed = 1,
    positionMode = 'hedge',
    tapes = [],
    feeds = [],
    clock = new SystemClock(),
    pushEveryMs = 200,
  } = options;
  const { rateLimits = 'off', duplicateExternalOid = 'refuse', controlPort } = options;
  const balances = options.balances ?? { USDT: '10000', BTC: '1' };
  const violations: string[] = restore === undefined ? [] : [...restoreViolations(restore, given, clock)];
  for (const [name, value] of Object.entries({ port, controlPort: controlPort ?? 0 })) {
    if (!Number.isInteger(value) || value < 0 || value > 65_535) violations.push(`${name}: found ${value}, expected 0 to 65535`);
  }
  if (!Number.isSafeInteger(seed)) violations.push(`seed: found ${seed}, expected a whole number`);
  if (positionMode !== 'hedge' && positionMode !== 'one-way') {
    violations.push(`positionMode: found ${JSON.stringify(positionMode)}, expected hedge or one-way`);
  }
  if (!Number.isInteger(pushEveryMs) || pushEveryMs < 0 || pushEveryMs > 60_000) {
    violations.push(`pushEveryMs: found ${pushEveryMs}, expected 0 to 60000`);
  }
  if (rateLimits !== 'off' && rateLimits !== 'published') {
    violations.push(`rateLimits: found ${JSON.stringify(rateLimits)}, expected published or off`);
  }
  if (!duplicateModes.includes(duplicateExternalOid)) {
    violations.push(`duplicateExternalOid: found ${JSON.stringify(duplicateExternalOid)}, expected one of ${duplicateModes.join(', ')}`);
  }
  for (const [currency, amount] of Object.entries(balances)) {
    if (typeof amount !== 'string' || !isDecimal(amount) || isNegative(decimal(amount))) {
      violations.push(`balances.${currency}: found ${JSON.stringify(amount)}, expected decimal text of 0 or more`);
    }
  }
  const contracts = options.contracts ?? (feeds.length > 0 ? [] : simulatedContracts);
  contracts.forEach((contract, index) => violations.push(...contractViolations(contract, `contracts[${index}]`)));
  feeds.forEach(({ contract, staleAfterMs = STALE_AFTER_MS }, index) => {
    violations.push(...contractViolations(contract, `feeds[${index}].contract`));
    if (!Number.isInteger(staleAfterMs) || staleAfterMs < 1_000) {
      violations.push(`feeds[${index}].staleAfterMs: found ${staleAfterMs}, expected whole milliseconds from 1000 up`);
    }
  });
  const repeated = (symbols: readonly string[]) => symbols.filter((symbol, index) => symbols.indexOf(symbol) !== index);
  repeated(contracts.map(({ symbol }) => symbol)).forEach((symbol) => violations.push(`contracts: ${symbol} is listed twice`));
  repeated(tapes.map(({ symbol }) => symbol)).forEach((symbol) => violations.push(`tapes: found two of ${symbol}, expected one a symbol`));
  const elsewhere = [...(options.contracts ?? []), ...tapes].map(({ symbol }) => symbol);
  repeated([...new Set(elsewhere), ...feeds.map(({ contract }) => contract.symbol)]).forEach((symbol) =>
    violations.push(`feeds: found ${symbol} twice or with a market of its own, expected one market a symbol`),
  );
  if (violations.length > 0) throw new SimulatorOptionsError(violations);
  return {
    port,
    host,
    seed,
    positionMode,
    tapes,
    feeds: feeds.map(({ contract, staleAfterMs = STALE_AFTER_MS }) => ({ contract, staleAfterMs })),
    clock,
    pushEveryMs,
    rateLimits,
    duplicateExternalOid,
    controlPort,
    isRecorded,
    restore,
    balances: Object.fromEntries(Object.entries(balances).map(([currency, amount]) => [currency, decimal(amount)])),
    contracts: withTapeContracts(options, contracts),
  };
}

function* restoreViolations(saved: SavedSimulator, given: SimulatorOptions, clock: SimulatorClock): Generator<string> {
  for (const name of [...savedOptionNames, 'feeds'] as const) {
    if (given[name] !== undefined) yield `restore: found ${name} beside it, expected the saved one alone`;
  }
  const nowMs = clock.nowMs();
  if (nowMs < saved.savedAtMs) yield `restore: found a clock at ${nowMs}, expected it at or after ${saved.savedAtMs}`;
}

/** A contract the caller listed stands; a default one gives way to the grid of its tape. */
function withTapeContracts(
  { tapes = [], contracts: listed = [] }: SimulatorOptions,
  contracts: readonly SimulatedContract[],
): readonly SimulatedContract[] {
  const brought = tapes.filter(({ symbol }) => !listed.some((contract) => contract.symbol === symbol));
  const others = contracts.filter((contract) => !brought.some(({ symbol }) => symbol === contract.symbol));
  return [...others, ...brought.map((tape) => contractForTape(tape.symbol, rowsOf(tape)))];
}

const positiveFields = ['contractSize', 'priceUnit', 'volUnit', 'minVol', 'maxVol', 'limitMaxVol'] as const;
const rateFields = [
  'makerFeeRate',
  'takerFeeRate',
  'maintenanceMarginRate',
  'initialMarginRate',
  'liquidationFeeRate',
  'bidLimitPriceRate',
  'askLimitPriceRate',
] as const;

const optionalRateFields = ['realMakerFeeRate', 'realTakerFeeRate', 'feeSurchargeRate'] as const;

/** What is wrong with a contract; each begins with `place`. */
export function contractViolations(contract: SimulatedContract, place: string): readonly string[] {
  const violations: string[] = [];
  const expect = (name: string, found: unknown, isRight: boolean, expected: string): void => {
    if (!isRight) violations.push(`${place}.${name}: found ${JSON.stringify(found)}, expected ${expected}`);
  };
  const { symbol, minLeverage, maxLeverage, liveliness } = contract;
  expect('symbol', symbol, /^[A-Z0-9]+_[A-Z0-9]+$/.test(symbol), 'BASE_QUOTE in upper case');
  const isSettled = contract.settleCoin === contract.quoteCoin || contract.settleCoin === contract.baseCoin;
  expect('settleCoin', contract.settleCoin, isSettled, 'the quote coin or the base coin');
  for (const field of positiveFields) {
    expect(field, contract[field], isDecimal(contract[field]) && isPositive(contract[field]), 'a positive decimal');
  }
  for (const field of [...rateFields, ...optionalRateFields.filter((name) => contract[name] !== undefined)]) {
    const isRate = isDecimal(contract[field]) && compare(contract[field], -1) > 0 && compare(contract[field], 1) < 0;
    expect(field, contract[field], isRate, 'a fraction between -1 and 1');
  }
  const isBounded = Number.isInteger(minLeverage) && Number.isInteger(maxLeverage) && minLeverage >= 1 && maxLeverage >= minLeverage;
  expect('maxLeverage', maxLeverage, isBounded, 'whole numbers, 1 <= minLeverage <= maxLeverage');
  const { collectCycleHours = 8, orderFeeReserve = '2' } = contract;
  expect('collectCycleHours', collectCycleHours, collectCycleHours >= 1 && 24 % collectCycleHours === 0, 'a divisor of 24');
  expect('orderFeeReserve', orderFeeReserve, isDecimal(orderFeeReserve) && !isNegative(orderFeeReserve), 'a decimal of 0 or more');
  violations.push(...riskLimitViolations(contract, place));
  const { referencePrice, volatility, contractsPerSecond, quietShare } = liveliness;
  expect('liveliness.referencePrice', referencePrice, isDecimal(referencePrice) && isPositive(referencePrice), 'a positive decimal');
  expect('liveliness.volatility', volatility, volatility >= 0 && volatility <= 0.0004, 'from 0 to 0.0004');
  // A minute's sum of lots × ticks has to stay below 2^53.
  const ticksTimesLots = (Number(referencePrice) / Number(contract.priceUnit)) * (contractsPerSecond / Number(contract.volUnit));
  expect(
    'liveliness.contractsPerSecond',
    contractsPerSecond,
    contractsPerSecond >= 0 && !(Number.isFinite(ticksTimesLots) && ticksTimesLots > 1e13),
    'from 0 up, lots times ticks of the price at most 1e13',
  );
  expect('liveliness.quietShare', quietShare, quietShare >= 0 && quietShare <= 0.9, 'from 0 to 0.9');
  return violations;
}
