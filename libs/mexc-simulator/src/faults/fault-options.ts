import { type OrderReasonWord, type PositionTypeWord, orderReasonCodes } from '@prate/mexc-protocol';

/** What may be said about a fault beside its name; each fault takes some of it. */
export interface FaultOptions {
  /** Late answers: real ms. Late arrivals, invisible orders: ms of the simulator's clock. */
  readonly delayMs?: number;
  /** `errorCode` of an order that ends otherwise than it should. */
  readonly reason?: OrderReasonWord;
  readonly symbol?: string;
  readonly side?: PositionTypeWord;
  readonly leverage?: number;
  /** How far the exchange's clock is ahead (positive) or behind from now on, ms. */
  readonly skewMs?: number;
  /** The minute a kline fault strikes, by its open time in ms; the last closed one in the answer when left out. */
  readonly minuteMs?: number;
}

export type FaultOptionName = keyof FaultOptions;

interface OptionRow {
  readonly expected: string;
  readonly isRight: (value: unknown) => boolean;
}

const wholeNumber = (least: number, most: number): OptionRow => ({
  expected: `a whole number from ${least} to ${most}`,
  isRight: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
});

const DAY_MS = 86_400_000;

const optionRows: Readonly<Record<FaultOptionName, OptionRow>> = {
  delayMs: wholeNumber(0, DAY_MS),
  reason: {
    expected: `one of ${orderReasonCodes.words.join(', ')}`,
    isRight: (value) => orderReasonCodes.words.includes(value as OrderReasonWord),
  },
  symbol: { expected: 'the symbol of a contract', isRight: (value) => typeof value === 'string' && /^[A-Z0-9]+_[A-Z0-9]+$/.test(value) },
  side: { expected: 'long or short', isRight: (value) => value === 'long' || value === 'short' },
  leverage: wholeNumber(1, 1_000),
  skewMs: wholeNumber(-DAY_MS, DAY_MS),
  minuteMs: {
    expected: 'the open time of a minute, ms',
    isRight: (value) => Number.isSafeInteger(value) && (value as number) % 60_000 === 0,
  },
};

/** What a row says of its options. */
export interface OptionRules {
  readonly takes?: readonly FaultOptionName[];
  readonly needs?: readonly FaultOptionName[];
}

/** What is wrong with these options for this fault; empty when nothing is. */
export function optionViolations(fault: string, options: FaultOptions, { takes = [], needs = [] }: OptionRules): readonly string[] {
  const known: readonly string[] = [...takes, ...needs];
  const violations = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .flatMap(([name, value]) => {
      if (!known.includes(name)) return [`${fault}: found option ${name}, expected ${known.length === 0 ? 'none' : known.join(', ')}`];
      const { expected, isRight } = optionRows[name as FaultOptionName];
      return isRight(value) ? [] : [`${fault}.${name}: found ${JSON.stringify(value)}, expected ${expected}`];
    });
  const missing = needs.filter((name) => options[name] === undefined);
  return [...violations, ...missing.map((name) => `${fault}.${name}: found nothing, expected ${optionRows[name].expected}`)];
}
