import type { MexcFuturesAuth } from '@prate/mexc-auth';
import {
  type KlineInterval,
  klineIntervalSeconds,
  type PersonalFilterName,
  personalFilters,
  printWireJson,
  publicChannels,
} from '@prate/mexc-protocol';
import { InvalidMessageError } from './errors';

/** One public subscription; each names one contract at most. Source: reference 8.3. */
export type PublicSubscription =
  | { readonly topic: 'tickers' | 'contract' }
  | { readonly topic: 'ticker' | 'funding.rate' | 'index.price' | 'fair.price'; readonly symbol: string }
  /** Aggregated unless `compress` is false. */
  | { readonly topic: 'deal' | 'depth'; readonly symbol: string; readonly compress?: boolean }
  | { readonly topic: 'depth.full'; readonly symbol: string; readonly limit?: 5 | 10 | 20 }
  /** `step`: one of the contract's depth steps, decimal text. */
  | { readonly topic: 'depth.step'; readonly symbol: string; readonly step: string }
  | { readonly topic: 'kline'; readonly symbol: string; readonly interval: KlineInterval };

/** One kind of private push to let through, of all contracts unless some are named. Source: reference 8.5. */
export interface PersonalFilter {
  readonly filter: PersonalFilterName;
  /** Not with `asset` and `adl.level`. */
  readonly symbols?: readonly string[];
}

const isSymbol = (value: unknown) => typeof value === 'string' && /^[A-Z0-9_]{1,60}$/.test(value);
const SYMBOL = { expected: 'a symbol such as BTC_USDT', isMet: isSymbol };
const RULES: Readonly<Record<string, { readonly expected: string; readonly isMet: (value: unknown) => boolean }>> = {
  symbol: SYMBOL,
  compress: { expected: 'true, false or nothing', isMet: (value) => value === undefined || typeof value === 'boolean' },
  limit: { expected: '5, 10, 20 or nothing', isMet: (value) => [undefined, 5, 10, 20].includes(value as number | undefined) },
  step: { expected: 'decimal text such as "0.1"', isMet: (value) => typeof value === 'string' && /^[0-9]+(\.[0-9]+)?$/.test(value) },
  interval: {
    expected: `one of ${Object.keys(klineIntervalSeconds).join(', ')}`,
    isMet: (value) => typeof value === 'string' && Object.hasOwn(klineIntervalSeconds, value),
  },
};

/** Keeps the connection: the venue closes it after 60 s without one; every 10 to 20 s is right. Source: reference 8.1. */
export function pingMessage(): string {
  return '{"method":"ping"}';
}

/**
 * Asks for a topic, as plain text frames. The answer names the topic and no symbol. Source: reference 8.2.
 *
 * @throws {InvalidMessageError} for a topic or parameter that makes no sense
 */
export function subscribeMessage(subscription: PublicSubscription): string {
  return printWireJson({ method: rowOf(subscription).subscribe, param: parameterOf(subscription), gzip: false });
}

/**
 * Ends a topic, with the parameters it was asked for. Source: reference 8.2 and 8.3.
 *
 * @throws {InvalidMessageError} for a topic or parameter that makes no sense
 */
export function unsubscribeMessage(subscription: PublicSubscription): string {
  return printWireJson({ method: rowOf(subscription).unsubscribe, param: parameterOf(subscription) });
}

/**
 * Logs in, signed now, and asks for no private push yet: those start with {@link personalFilterMessage}. The text carries key and
 * signature: do not log it. Source: reference 2.5.
 */
export function loginMessage(auth: MexcFuturesAuth): string {
  return printWireJson({ subscribe: false, method: 'login', param: auth.signLogin() });
}

/**
 * Says which private pushes to send; it replaces the filter before it. No filters at all mean every push. Source: reference 8.5.
 *
 * @throws {InvalidMessageError} for a filter the venue does not know, and for symbols where it takes none
 */
export function personalFilterMessage(filters: readonly PersonalFilter[] = []): string {
  return printWireJson({ method: 'personal.filter', param: { filters: filters.map(filterOf) } });
}

function rowOf({ topic }: PublicSubscription) {
  if (!Object.hasOwn(publicChannels, topic)) refuse('topic', topic, `one of ${Object.keys(publicChannels).join(', ')}`);
  return publicChannels[topic];
}

function parameterOf(subscription: PublicSubscription): object | undefined {
  const names = rowOf(subscription).params;
  const { topic, ...given } = subscription as { topic: string } & Readonly<Record<string, unknown>>;
  const stranger = Object.keys(given).find((name) => !(names as readonly string[]).includes(name) && given[name] !== undefined);
  if (stranger !== undefined) refuse(`${topic} ${stranger}`, given[stranger], 'no such parameter');
  for (const name of names) requireMet(`${topic} ${name}`, given[name], RULES[name]);
  return topic === 'contract' ? undefined : Object.fromEntries(names.map((name) => [name, given[name]]));
}

function filterOf({ filter, symbols }: PersonalFilter): object {
  if (!Object.hasOwn(personalFilters, filter)) refuse('filter', filter, `one of ${Object.keys(personalFilters).join(', ')}`);
  if (symbols === undefined) return { filter };
  if (!personalFilters[filter].takesSymbols) refuse(`filter ${filter} symbols`, symbols, 'none, because this filter takes no symbols');
  if (!Array.isArray(symbols) || symbols.length === 0) refuse(`filter ${filter} symbols`, symbols, 'at least one, or none given');
  for (const symbol of symbols) requireMet(`filter ${filter} symbol`, symbol, SYMBOL);
  return { filter, rules: symbols };
}

function requireMet(parameter: string, value: unknown, rule: (typeof RULES)[string] | undefined): void {
  if (rule?.isMet(value) !== true) refuse(parameter, value, rule?.expected ?? 'a parameter with a rule');
}

function refuse(parameter: string, found: unknown, expected: string): never {
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found) ?? String(found));
  throw new InvalidMessageError(parameter, shown.slice(0, 80), expected);
}
