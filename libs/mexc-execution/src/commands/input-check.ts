import {
  BestPrice,
  type Denial,
  MarginMode,
  OrderType,
  PositionEffect,
  PositionSide,
  SelfTradeMode,
  Side,
  TriggerReference,
} from '@prate/execution-interface';
import { isDecimal } from '@prate/execution-interface/decimal';
import { denial, show } from './denials';

/** One thing that is wrong with a command. */
export interface InputFinding {
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

export const SIZE_FIELDS = ['quantity', 'contracts', 'quoteQuantity'] as const;
const CLIENT_ID = /^[A-Za-z0-9_-]{1,32}$/;
const AMOUNT = 'decimal text such as "0.001", or a number of at most 15 digits';

/**
 * Looks a command over for those who have no types: everything wrong is named at once. Fields that nothing reads are refused, because
 * whoever wrote `stopLossPrice` believes in a stop that would not be there.
 */
export class InputCheck {
  private constructor(
    readonly given: Readonly<Record<string, unknown>>,
    private readonly findings: InputFinding[],
    private readonly path: string,
  ) {}

  /** What was checked is what is used, whatever the caller does to its object meanwhile: `given` is a copy. */
  static of(what: string, raw: unknown): InputCheck | { readonly denial: Denial } {
    if (isRecord(raw)) return new InputCheck(frozenCopy(raw), [], '');
    return invalid([{ field: what, found: show(raw), expected: 'an object' }]);
  }

  find(field: string, expected: string): void {
    this.findings.push({ field: `${this.path}${field}`, found: show(this.given[field]), expected });
  }

  refuse(finding: InputFinding): void {
    this.findings.push({ ...finding, field: `${this.path}${finding.field}` });
  }

  word(field: string, words: Readonly<Record<string, string>>): void {
    const given = this.given[field];
    for (const name of Object.keys(words)) if (words[name] === given) return;
    this.find(field, Object.values(words).join(' or '));
  }

  optionalWord(field: string, words: Readonly<Record<string, string>>): void {
    if (this.given[field] !== undefined) this.word(field, words);
  }

  text(field: string, expected: string): void {
    if (typeof this.given[field] !== 'string' || this.given[field] === '') this.find(field, expected);
  }

  symbol(): void {
    this.text('symbol', 'a contract such as BTC_USDT');
  }

  /** An id of ours. */
  ownId(field: string): void {
    const id = this.given[field];
    if (id !== undefined && !(typeof id === 'string' && CLIENT_ID.test(id))) this.find(field, '1 to 32 characters of A-Z a-z 0-9 _ -');
  }

  amount(field: string): void {
    if (!isDecimal(this.given[field])) this.find(field, AMOUNT);
  }

  optionalAmount(field: string): void {
    if (this.given[field] !== undefined) this.amount(field);
  }

  optionalFlag(field: string): void {
    if (this.given[field] !== undefined && typeof this.given[field] !== 'boolean') this.find(field, 'true or false');
  }

  none(field: string, why: string): void {
    if (this.given[field] !== undefined) this.find(field, `none: ${why}`);
  }

  side(): void {
    this.word('side', Side);
  }

  positionSide(): void {
    this.word('positionSide', PositionSide);
  }

  size(): void {
    const sizes = SIZE_FIELDS.filter((field) => this.given[field] !== undefined);
    if (sizes.length !== 1) {
      this.refuse({
        field: 'size',
        found: sizes.length === 0 ? 'nothing' : sizes.join(' and '),
        expected: `exactly one of ${SIZE_FIELDS.join(', ')}`,
      });
    }
    for (const field of sizes) this.amount(field);
  }

  /** `allowsBest`: whether the price may also come from the book. */
  pricing({ allowsBest = false }: { readonly allowsBest?: boolean } = {}): void {
    this.word('type', OrderType);
    if (this.given['type'] === OrderType.Market) {
      this.none('price', 'a market order carries no price');
      if (allowsBest) this.none('bestPrice', 'a market order carries no price');
    } else if (allowsBest && this.given['bestPrice'] !== undefined) {
      this.word('bestPrice', BestPrice);
      this.none('price', 'bestPrice stands instead of it');
    } else this.amount('price');
  }

  exposure(): void {
    this.word('effect', PositionEffect);
    if (this.given['effect'] === PositionEffect.Close) {
      this.none('leverage', 'a close has that of its position');
      this.none('marginMode', 'a close has that of its position');
    } else {
      this.leverage();
      this.word('marginMode', MarginMode);
    }
  }

  leverage(): void {
    const { leverage } = this.given;
    if (!(Number.isSafeInteger(leverage) && (leverage as number) >= 1)) this.find('leverage', 'a whole number of at least 1');
  }

  selfTrade(): void {
    this.optionalWord('selfTrade', SelfTradeMode);
  }

  /** An object within: its own fields are named with the way to it. */
  within(field: string, look: (inner: InputCheck) => void): void {
    const raw = this.given[field];
    if (!isRecord(raw)) return this.find(field, 'an object');
    look(new InputCheck(raw, this.findings, `${this.path}${field}.`));
  }

  trigger(field = 'trigger'): void {
    this.within(field, (trigger) => {
      trigger.amount('price');
      trigger.word('reference', TriggerReference);
      trigger.word('direction', { above: 'at-or-above', below: 'at-or-below' });
      trigger.only(['price', 'reference', 'direction']);
    });
  }

  /** Take profit, stop loss or both; `allowsLimit`: whether a leg may place a limit order. */
  legs({ allowsLimit, needsOne = true }: { readonly allowsLimit: boolean; readonly needsOne?: boolean }): void {
    const legs = (['takeProfit', 'stopLoss'] as const).filter((leg) => this.given[leg] !== undefined);
    if (legs.length === 0 && needsOne) this.refuse({ field: 'takeProfit', found: 'nothing', expected: 'takeProfit, stopLoss or both' });
    for (const name of legs) {
      this.within(name, (leg) => {
        leg.amount('price');
        leg.word('reference', TriggerReference);
        if (allowsLimit) leg.optionalAmount('limitPrice');
        else leg.none('limitPrice', 'here it closes at the market; createStopOrder takes one');
        leg.only(['price', 'reference', 'limitPrice']);
      });
    }
  }

  protection(): void {
    if (this.given['protection'] === undefined) return;
    this.within('protection', (protection) => {
      protection.legs({ allowsLimit: false });
      protection.only(['takeProfit', 'stopLoss']);
    });
  }

  /** Last of all: whatever else is there is read by nothing. */
  only(fields: readonly string[]): void {
    for (const field of Object.keys(this.given)) {
      if (!fields.includes(field)) {
        this.refuse({ field: show(field), found: 'a field that nothing reads', expected: `one of ${fields.join(', ')}` });
      }
    }
  }

  result<Command>(): { readonly command: Command } | { readonly denial: Denial } {
    return this.findings.length === 0 ? { command: this.given as unknown as Command } : invalid(this.findings);
  }
}

function invalid(findings: readonly InputFinding[]): { readonly denial: Denial } {
  const message = findings.map(({ field, found, expected }) => `${field}: found ${found}, expected ${expected}`).join('; ');
  return { denial: denial('input-invalid', message, { findings }) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that is there and undefined is a field that is not there. */
function frozenCopy(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.freeze(Object.fromEntries(entries.map(([name, inner]) => [name, isRecord(inner) ? frozenCopy(inner) : inner])));
}
