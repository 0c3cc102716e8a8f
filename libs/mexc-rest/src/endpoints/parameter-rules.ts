import type { Issue } from '../errors';

/** Looks at one parameter and gives what is wrong with it: nothing, one thing, or one a part. */
export type ParameterRule = (value: unknown, parameter: string) => readonly Issue[];

const LONGEST_SHOWN = 60;
const NOTHING_WRONG: readonly Issue[] = [];

function rule(expected: string, isMet: (value: unknown) => boolean): ParameterRule {
  return (value, parameter) => (isMet(value) ? NOTHING_WRONG : [{ parameter, found: shown(value), expected }]);
}

function matching(expected: string, pattern: RegExp): ParameterRule {
  return rule(expected, (value) => typeof value === 'string' && pattern.test(value));
}

/** A contract, for example `BTC_USDT`. */
export const symbol = matching('a symbol such as BTC_USDT', /^[A-Z0-9_]{1,60}$/);

/** A client order id as the venue takes it; it travels in a path (reference 9.14). */
export const externalOid = matching('1 to 32 characters of [A-Za-z0-9_-]', /^[A-Za-z0-9_-]{1,32}$/);

/** A venue id. Text, because 18 digits do not fit a number. */
export const venueId = matching('the digits of an id, as text', /^[1-9][0-9]{0,29}$/);

/** A coin, for example `USDT`. */
export const currency = matching('a currency such as USDT', /^[A-Za-z0-9_-]{1,30}$/);

/** Name of a group of accounts. */
export const groupName = matching('1 to 64 characters of [A-Za-z0-9_.-]', /^[A-Za-z0-9_.-]{1,64}$/);

/** A price or a size: positive, without exponent. */
export const positiveDecimal = rule(
  'positive decimal text such as "0.1"',
  (value) => typeof value === 'string' && /^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(value) && /[1-9]/.test(value),
);

export const boolean = rule('true or false', (value) => typeof value === 'boolean');

export function integerBetween(lowest: number, highest: number): ParameterRule {
  return rule(
    `an integer from ${lowest} to ${highest}`,
    (value) => Number.isSafeInteger(value) && (value as number) >= lowest && (value as number) <= highest,
  );
}

export function oneOf(...values: readonly (number | string)[]): ParameterRule {
  return rule(`one of ${values.join(', ')}`, (value) => values.includes(value as number | string));
}

/** May be left out. */
export function optional(inner: ParameterRule): ParameterRule {
  return (value, parameter) => (value === undefined ? NOTHING_WRONG : inner(value, parameter));
}

export function listOf(inner: ParameterRule, most: number): ParameterRule {
  const isList = rule(`a list of 1 to ${most}`, (value) => Array.isArray(value) && value.length >= 1 && value.length <= most);
  return (value, parameter) => {
    const issues = isList(value, parameter);
    return issues.length > 0 ? issues : Array.from(value as unknown[]).flatMap((item, index) => inner(item, `${parameter}[${index}]`));
  };
}

/** An object of exactly these members: another one is an issue, not a thing to send along. */
export function objectOf(members: Readonly<Record<string, ParameterRule>>): ParameterRule {
  return (value, parameter) => memberIssues(members, value, parameter);
}

const isObject = rule('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** What {@link objectOf} says. */
export function memberIssues(members: Readonly<Record<string, ParameterRule>>, value: unknown, parameter: string): readonly Issue[] {
  const issues = [...isObject(value, parameter === '' ? 'parameters' : parameter)];
  if (issues.length > 0) return issues;
  const given = value as Readonly<Record<string, unknown>>;
  const place = (name: string) => (parameter === '' ? name : `${parameter}.${name}`);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(members, name) || given[name] === undefined) continue;
    issues.push({ parameter: place(name), found: shown(given[name]), expected: 'no such parameter' });
  }
  for (const name of Object.keys(members)) {
    const found = (members[name] as ParameterRule)(given[name], place(name));
    if (found.length > 0) issues.push(...found);
  }
  return issues;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
