import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type DecimalText, compare, decimal, isDecimal, isPositive } from '@prate/execution-interface/decimal';
import { type CommandNotifierOptions, type RiskLimits, readNotifyCommand } from '@prate/risk-gate';
import { type LiveSettings, LIVE_SECRETS, liveComplaints, liveSettings } from './live-environment';
import { isLoopbackHost } from './security/loopback-rule';

/** The whole configuration, read once at start. A class, so that it is its own injection token. */
export class Environment {
  /** Where prices come from and where orders go to. */
  readonly tradingMode!: 'simulated' | 'paper' | 'live';
  /** Of live mode, and only there. */
  readonly live?: LiveSettings;
  readonly apiHost!: string;
  /** 0 takes a free port. */
  readonly apiPort!: number;
  /** Absent: one is made at first start, see `tokenFile`. */
  readonly apiToken?: string;
  /** For resets and verdicts of an operator. Absent: `apiToken` may do those, too, and has to confirm them. */
  readonly adminToken?: string;
  /** What is recorded as candles; `all`: every contract that the exchange lists as open for trading. */
  readonly symbols!: readonly string[] | 'all';
  /** Files of this mode: `<DATA_DIRECTORY>/<mode>`. */
  readonly modeDirectory!: string;
  /** Path of a file, or the address of a PostgreSQL database, which may hold a password. */
  readonly candleDatabase!: string;
  /** PostgreSQL: where in it; each mode has its own. */
  readonly candleSchema!: string;
  /** PostgreSQL: whether its large tables are hypertables of TimescaleDB. */
  readonly candleTimescale!: 'when-there' | 'required' | 'never';
  readonly backfillHours!: number;
  readonly settleDelaySeconds!: number;
  readonly candles!: {
    /** What is followed live: every trade, the running minute only, or nothing. */
    readonly streams: 'trades' | 'klines' | 'off';
    /** Questions a second that all reading of candles may use together. */
    readonly requestsPerSecond: number;
    /** How seconds that nobody saw are made, and from which seed. */
    readonly method: 'linear' | 'bridge';
    readonly seed: number;
    readonly observedDays: number;
    readonly interpolatedDays: number;
    /** Lengths kept ready in memory, s. */
    readonly warmIntervals: readonly number[];
  };
  /** Whether nothing that changes anything leaves, cancels and closes neither. */
  readonly isReadOnly!: boolean;
  /** What the gate in front of the exchange lets through; what is not said is strict. */
  readonly risk!: {
    readonly limits: RiskLimits;
    /** Failures in a row that halt trading. */
    readonly failuresToHalt: number;
    /** What is a failure: what says something of the way to the exchange, or whatever is not accepted. */
    readonly countedFailures: 'failures' | 'all';
    /** What a halt cancels. */
    readonly cancelOnHalt: 'opening' | 'all' | 'none';
    /** Whether a halt closes positions at the market, too. */
    readonly isFlattenedOnHalt: boolean;
  };
  /** Who is told when trading is halted; absent: the log only. */
  readonly killWebhook?: { readonly url: string; readonly secret: string };
  /** Told likewise. It sees nothing of this process's environment but where programs are, the home, the language and the time zone. */
  readonly killCommand?: Pick<CommandNotifierOptions, 'command' | 'environment'>;
  readonly simulatorSeed!: number;
  /** Paper mode: whose public data; live mode: which exchange. Absent: MEXC's. */
  readonly mexcRestUrl?: string;
  readonly mexcStreamUrl?: string;
  /** Absent: nobody cancels when this process dies. */
  readonly watchdog?: { readonly url: string; readonly tokenFile: string; readonly silenceMs: number };

  constructor(values: Omit<Environment, 'tokenFile' | 'isLoopback'>) {
    Object.assign(this, values);
  }

  get tokenFile(): string {
    return join(this.modeDirectory, 'api-token');
  }

  get isLoopback(): boolean {
    return isLoopbackHost(this.apiHost);
  }
}

/** One thing wrong with one variable. Never holds a secret: of those, only whether they are there. */
export interface ConfigurationComplaint {
  readonly name: string;
  readonly found: string;
  readonly expected: string;
}

/** The configuration cannot be used; every complaint at once. Nothing was started and nobody was called. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly complaints: readonly ConfigurationComplaint[]) {
    super(
      `The configuration has ${complaints.length} ${complaints.length === 1 ? 'mistake' : 'mistakes'}; nothing was started.\n` +
        complaints.map(({ name, found, expected }) => `  ${name}: found ${found}, expected ${expected}`).join('\n'),
    );
  }
}

const SECRETS: ReadonlySet<string> = new Set([
  ...['API_TOKEN', 'ADMIN_TOKEN', 'KILL_WEBHOOK_SECRET', 'KILL_COMMAND', 'DATABASE_URL', 'CANDLE_DATABASE'],
  ...LIVE_SECRETS,
]);
/** What may also be named by `<name>_FILE`. */
const SECRETS_IN_FILES = ['API_TOKEN', 'ADMIN_TOKEN', 'KILL_WEBHOOK_SECRET', 'MEXC_API_KEY', 'MEXC_SECRET_KEY'];
/** Largest order where nobody said one; less where the money is real. */
const MAX_ORDER_NOTIONAL = { simulated: '100000', paper: '100000', live: '1000' } as const;
const SYMBOL = /^[A-Z0-9]+_[A-Z0-9]+$/;

/** A number in plain decimal notation; `0x10`, `1e3` and empty text are none. */
const numeric = (expected: string, isLegal: (value: number) => boolean): z.ZodType<number, string> =>
  z
    .string()
    .refine((text) => /^\d+(\.\d+)?$/.test(text) && isLegal(Number(text)), { error: expected })
    .transform(Number);

const whole = (from: number, to: number): z.ZodType<number, string> =>
  numeric(`a whole number from ${from} to ${to}`, (value) => Number.isInteger(value) && value >= from && value <= to);

/** Whether the host may be spoken to is for the client to say. */
const address = (protocols: readonly string[]): z.ZodType<string, string> =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const symbolList: z.ZodType<string[], string> = z
  .string()
  .transform((text) => text.split(',').map((symbol) => symbol.trim()))
  .refine((symbols) => symbols.every((symbol) => SYMBOL.test(symbol)) && new Set(symbols).size === symbols.length, {
    error: 'contract names, each once, separated by commas, such as BTC_USDT,ETH_USDT',
  });

const followedSymbols: z.ZodType<string[] | 'all', string> = z.string().transform((text, context) => {
  if (text.trim() === 'all') return 'all';
  const named = symbolList.safeParse(text);
  if (named.success) return named.data;
  context.addIssue({ code: 'custom', message: `all, or ${named.error.issues[0]?.message ?? 'contract names'}` });
  return z.NEVER;
});

const secondsList: z.ZodType<number[], string> = z
  .string()
  .transform((text) => text.split(',').map((part) => Number(part.trim())))
  .refine((parts) => parts.every((part) => Number.isInteger(part) && part >= 2 && part <= 600), {
    error: 'whole numbers of seconds from 2 to 600, separated by commas, such as 5,60',
  });

/** Of the settle currency. */
const money: z.ZodType<DecimalText, string> = z
  .string()
  .refine((text) => isDecimal(text) && isPositive(text), { error: 'a positive amount of the settle currency such as 100000' })
  .transform((text) => decimal(text));

const token = z
  .string()
  .min(16, { error: 'at least 16 characters' })
  .regex(/^[\x21-\x7e]*$/, { error: 'printable ASCII without spaces' });

/** Anything else than these two words is a mistake: it may have been meant either way. */
const yesOrNo: z.ZodType<boolean, string> = z
  .string()
  .refine((text) => text === 'yes' || text === 'no', { error: 'yes or no' })
  .transform((text) => text === 'yes');

const variables = z.object({
  TRADING_MODE: z.enum(['simulated', 'paper', 'live'], { error: 'simulated, paper or live' }).default('simulated'),
  API_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, { error: 'a host name or address such as 127.0.0.1' })
    .default('127.0.0.1'),
  API_PORT: whole(0, 65_535).default(3000),
  API_TOKEN: token.optional(),
  ADMIN_TOKEN: token.optional(),
  SYMBOLS: followedSymbols.default(['BTC_USDT', 'ETH_USDT']),
  DATA_DIRECTORY: z.string().default('data'),
  CANDLE_DATABASE: z
    .string()
    .refine((target) => !/^postgres(ql)?:/.test(target) || URL.canParse(target), {
      error: 'the path of an SQLite file, or postgres://user:password@host:port/database',
    })
    .optional(),
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional(),
  CANDLE_TIMESCALE: z.enum(['when-there', 'required', 'never'], { error: 'when-there, required or never' }).default('when-there'),
  BACKFILL_HOURS: numeric('a number of hours, more than 0 and at most 168', (value) => value > 0 && value <= 168).default(2),
  SETTLE_DELAY_SECONDS: whole(3, 55).default(3),
  CANDLE_STREAMS: z.enum(['trades', 'klines', 'off'], { error: 'trades, klines or off' }).default('trades'),
  CANDLE_REQUESTS_PER_SECOND: whole(1, 8).default(5),
  CANDLE_METHOD: z.enum(['bridge', 'linear'], { error: 'bridge or linear' }).default('bridge'),
  CANDLE_SEED: whole(0, 4_294_967_295).default(0),
  CANDLE_OBSERVED_DAYS: whole(1, 36_500).default(30),
  CANDLE_INTERPOLATED_DAYS: whole(1, 36_500).default(7),
  CANDLE_WARM_INTERVALS: secondsList.default([]),
  RISK_MAX_ORDER_NOTIONAL: money.optional(),
  RISK_MAX_POSITION_NOTIONAL: money.optional(),
  RISK_MAX_TOTAL_NOTIONAL: money.optional(),
  RISK_MAX_DAILY_LOSS: money.optional(),
  RISK_MAX_LEVERAGE: whole(1, 500).optional(),
  RISK_MAX_OPEN_ORDERS: whole(1, 10_000).optional(),
  RISK_MAX_ORDERS_PER_MINUTE: whole(1, 10_000).optional(),
  RISK_PRICE_COLLAR: z
    .string()
    .refine((text) => isDecimal(text) && isPositive(text) && compare(text, 1) <= 0, {
      error: 'a fraction of the mark, more than 0 and at most 1, such as 0.05',
    })
    .transform((text) => decimal(text))
    .optional(),
  RISK_SYMBOLS: symbolList.optional(),
  RISK_FAILURES_TO_HALT: whole(1, 1_000).default(5),
  RISK_COUNT: z.enum(['failures', 'all'], { error: 'failures or all' }).default('failures'),
  RISK_HALT_CANCELS: z.enum(['opening', 'all', 'none'], { error: 'opening, all or none' }).default('opening'),
  RISK_HALT_FLATTENS: yesOrNo.default(false),
  READ_ONLY: yesOrNo.default(false),
  KILL_WEBHOOK_URL: address(['https:', 'http:']).optional(),
  KILL_WEBHOOK_SECRET: z.string().min(16, { error: 'at least 16 characters' }).optional(),
  KILL_COMMAND: z
    .string()
    .transform((text, context) => {
      const command = readNotifyCommand(text);
      if (command !== undefined) return command;
      context.addIssue({
        code: 'custom',
        message: 'a program and its arguments as a JSON list such as ["/usr/local/bin/page","--urgent"]',
      });
      return z.NEVER;
    })
    .optional(),
  SIMULATOR_SEED: whole(0, 4_294_967_295).default(1),
  MEXC_REST_URL: address(['https:', 'http:']).optional(),
  MEXC_STREAM_URL: address(['wss:', 'ws:']).optional(),
  WATCHDOG_URL: z
    .string()
    .refine((text) => URL.canParse(text) && new URL(text).protocol === 'http:' && isLoopbackHost(new URL(text).hostname), {
      error: 'an http address of this machine such as http://127.0.0.1:3010',
    })
    .optional(),
  WATCHDOG_TOKEN_FILE: z.string().default('data/watchdog/token'),
  WATCHDOG_SILENCE_SECONDS: whole(1, 3_600).default(30),
});

/**
 * Reads the configuration from `env` (a copy of `process.env`) and checks all of it.
 *
 * An empty variable counts as unset. `API_TOKEN_FILE` names a file that holds the token.
 *
 * @throws {ConfigurationError} with every complaint at once; files are read, nothing is started or called
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== '')) as Record<
    string,
    string
  >;
  const complaints = SECRETS_IN_FILES.flatMap((name) => takeSecretFromFile(given, name));

  const checked = variables.safeParse(given, { reportInput: true });
  for (const issue of checked.error?.issues ?? []) {
    const name = String(issue.path[0]);
    complaints.push({ name, found: describe(name, given[name]), expected: issue.message });
  }
  const host = given['API_HOST'] ?? '127.0.0.1';
  const isJudged = complaints.some(({ name }) => name === 'API_HOST' || name.startsWith('API_TOKEN'));
  if (!isJudged && !isLoopbackHost(host) && given['API_TOKEN'] === undefined) {
    complaints.push({
      name: 'API_TOKEN',
      found: 'missing',
      expected: `a token, because API_HOST is ${host}: only 127.0.0.1, ::1 and localhost work without one`,
    });
  }
  const [hasUrl, hasSecret] = [given['KILL_WEBHOOK_URL'] !== undefined, given['KILL_WEBHOOK_SECRET'] !== undefined];
  if (hasUrl !== hasSecret && !complaints.some(({ name }) => name.startsWith('KILL_WEBHOOK'))) {
    complaints.push({
      name: hasUrl ? 'KILL_WEBHOOK_SECRET' : 'KILL_WEBHOOK_URL',
      found: 'missing',
      expected: 'both KILL_WEBHOOK_URL and KILL_WEBHOOK_SECRET, or neither: what is told is signed',
    });
  }
  if (given['ADMIN_TOKEN'] !== undefined && given['ADMIN_TOKEN'] === given['API_TOKEN']) {
    complaints.push({ name: 'ADMIN_TOKEN', found: 'the same as API_TOKEN', expected: 'another one, or none' });
  }
  if (given['TRADING_MODE'] === 'paper' && given['SYMBOLS'] === 'all') {
    complaints.push({ name: 'SYMBOLS', found: '"all"', expected: 'contract names in paper mode: each is an exchange of its own here' });
  }
  if (given['TRADING_MODE'] === 'live') complaints.push(...liveComplaints(given, complaints));
  if (!checked.success || complaints.length > 0) throw new ConfigurationError(complaints);

  const values = checked.data;
  const modeDirectory = join(values.DATA_DIRECTORY, values.TRADING_MODE);
  return new Environment({
    tradingMode: values.TRADING_MODE,
    apiHost: values.API_HOST,
    apiPort: values.API_PORT,
    ...(values.TRADING_MODE === 'live' ? { live: liveSettings(given, modeDirectory) } : {}),
    ...(values.API_TOKEN === undefined ? {} : { apiToken: values.API_TOKEN }),
    ...(values.ADMIN_TOKEN === undefined ? {} : { adminToken: values.ADMIN_TOKEN }),
    symbols: values.SYMBOLS,
    modeDirectory,
    candleDatabase: values.CANDLE_DATABASE ?? values.DATABASE_URL ?? join(modeDirectory, 'candles.sqlite'),
    candleSchema: `candles_${values.TRADING_MODE}`,
    candleTimescale: values.CANDLE_TIMESCALE,
    backfillHours: values.BACKFILL_HOURS,
    settleDelaySeconds: values.SETTLE_DELAY_SECONDS,
    candles: {
      streams: values.CANDLE_STREAMS,
      requestsPerSecond: values.CANDLE_REQUESTS_PER_SECOND,
      method: values.CANDLE_METHOD,
      seed: values.CANDLE_SEED,
      observedDays: values.CANDLE_OBSERVED_DAYS,
      interpolatedDays: values.CANDLE_INTERPOLATED_DAYS,
      warmIntervals: values.CANDLE_WARM_INTERVALS,
    },
    isReadOnly: values.READ_ONLY,
    risk: {
      limits: limitsOf(values),
      failuresToHalt: values.RISK_FAILURES_TO_HALT,
      countedFailures: values.RISK_COUNT,
      cancelOnHalt: values.RISK_HALT_CANCELS,
      isFlattenedOnHalt: values.RISK_HALT_FLATTENS,
    },
    ...(values.KILL_WEBHOOK_URL === undefined || values.KILL_WEBHOOK_SECRET === undefined
      ? {}
      : { killWebhook: { url: values.KILL_WEBHOOK_URL, secret: values.KILL_WEBHOOK_SECRET } }),
    ...(values.KILL_COMMAND === undefined ? {} : { killCommand: { command: values.KILL_COMMAND, environment: environmentOfCommand(env) } }),
    simulatorSeed: values.SIMULATOR_SEED,
    ...(values.MEXC_REST_URL === undefined ? {} : { mexcRestUrl: values.MEXC_REST_URL }),
    ...(values.MEXC_STREAM_URL === undefined ? {} : { mexcStreamUrl: values.MEXC_STREAM_URL }),
    ...(values.WATCHDOG_URL === undefined ? {} : { watchdog: watchdogOf(values.WATCHDOG_URL, values) }),
  });
}

/** No key gets into it. */
function environmentOfCommand(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'TZ'];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/** What is not said is left to the gate, whose own limits are strict. */
function limitsOf(values: z.output<typeof variables>): RiskLimits {
  const stated = {
    maxPositionNotional: values.RISK_MAX_POSITION_NOTIONAL,
    maxTotalNotional: values.RISK_MAX_TOTAL_NOTIONAL,
    maxDailyLoss: values.RISK_MAX_DAILY_LOSS,
    maxLeverage: values.RISK_MAX_LEVERAGE,
    maxOpenOrders: values.RISK_MAX_OPEN_ORDERS,
    orderRate: values.RISK_MAX_ORDERS_PER_MINUTE === undefined ? undefined : { count: values.RISK_MAX_ORDERS_PER_MINUTE, windowMs: 60_000 },
    priceCollar: values.RISK_PRICE_COLLAR,
    symbols: values.RISK_SYMBOLS,
  };
  const known = Object.fromEntries(Object.entries(stated).filter(([, limit]) => limit !== undefined)) as Partial<RiskLimits>;
  return { maxOrderNotional: values.RISK_MAX_ORDER_NOTIONAL ?? MAX_ORDER_NOTIONAL[values.TRADING_MODE], ...known };
}

function watchdogOf(
  url: string,
  values: { readonly WATCHDOG_TOKEN_FILE: string; readonly WATCHDOG_SILENCE_SECONDS: number },
): NonNullable<Environment['watchdog']> {
  return { url, tokenFile: values.WATCHDOG_TOKEN_FILE, silenceMs: values.WATCHDOG_SILENCE_SECONDS * 1_000 };
}

/** Fills `name` from the file that `<name>_FILE` points at; answers what is wrong with that. */
function takeSecretFromFile(given: Record<string, string>, name: string): ConfigurationComplaint[] {
  const path = given[`${name}_FILE`];
  if (path === undefined) return [];
  if (given[name] !== undefined) {
    return [{ name: `${name}_FILE`, found: `${name} as well`, expected: `either ${name} or ${name}_FILE` }];
  }
  try {
    given[name] = readFileSync(path, 'utf8').trim();
    return [];
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return [{ name: `${name}_FILE`, found: `${JSON.stringify(path)} (${reason})`, expected: 'the path of a readable file' }];
  }
}

function describe(name: string, value: string | undefined): string {
  if (value === undefined) return 'missing';
  return SECRETS.has(name) ? 'present' : JSON.stringify(value);
}
