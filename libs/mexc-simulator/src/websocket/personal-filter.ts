import type { WireValue } from '@prate/mexc-protocol';
import type { Exchange } from '../exchange/exchange';
import { Refusal } from '../exchange/refusal';
import { RequestFields } from '../http/request-fields';

/** Filter keys of reference 8.5, and whether rules by symbol exist for them. */
const filterKeys = {
  order: { hasRules: true },
  'order.deal': { hasRules: true },
  position: { hasRules: true },
  'plan.order': { hasRules: true },
  'stop.order': { hasRules: true },
  'stop.planorder': { hasRules: true },
  'risk.limit': { hasRules: true },
  'adl.level': { hasRules: false },
  asset: { hasRules: false },
} as const satisfies Readonly<Record<string, { readonly hasRules: boolean }>>;

type FilterKey = keyof typeof filterKeys;

/** Which private pushes a connection wants. Each one replaces the former as a whole. */
export class PersonalFilter {
  /** Symbols by key; an empty set means all of them. */
  private constructor(private readonly rules: ReadonlyMap<string, ReadonlySet<string>> | undefined) {}

  static readonly everything = new PersonalFilter(undefined);

  /** Reads `param.filters`; absent or empty means everything. @throws {Refusal} for an unknown key or contract */
  static read(filters: readonly WireValue[] | undefined, exchange: Exchange): PersonalFilter {
    if (filters === undefined || filters.length === 0) return PersonalFilter.everything;
    return new PersonalFilter(
      new Map(
        filters.map((item) => {
          const fields = RequestFields.of(item);
          const key = fields.text('filter');
          if (!isFilterKey(key)) throw new Refusal(600, `filter: found ${key}, expected one of ${Object.keys(filterKeys).join(', ')}`);
          const symbols = (fields.optionalList('rules') ?? []).map((symbol) => exchange.listing(String(symbol)).contract.symbol);
          if (symbols.length > 0 && !filterKeys[key].hasRules) throw new Refusal(600, `filter ${key}: rules are not supported`);
          return [key, new Set(symbols)] as const;
        }),
      ),
    );
  }

  /** Topics that are no filter keys always pass. */
  passes(key: string, symbol: string | undefined): boolean {
    if (this.rules === undefined || !isFilterKey(key)) return true;
    const symbols = this.rules.get(key);
    return symbols !== undefined && (symbols.size === 0 || symbol === undefined || symbols.has(symbol));
  }
}

function isFilterKey(word: string): word is FilterKey {
  return Object.hasOwn(filterKeys, word);
}
