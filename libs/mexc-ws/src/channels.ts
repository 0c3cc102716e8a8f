/** Public topics: `sub.<topic>`, `unsub.<topic>`, `rs.sub.<topic>`, `push.<topic>`. Source: reference 8.3. */
export const publicTopics = [
  'tickers',
  'ticker',
  'deal',
  'depth',
  'depth.full',
  'depth.step',
  'kline',
  'funding.rate',
  'index.price',
  'fair.price',
  'contract',
] as const;
export type PublicTopic = (typeof publicTopics)[number];

/** Private channels: `push.personal.<topic>`, started by login and filter, never by `sub`. Source: reference 8.6. */
export const personalTopics = [
  'order',
  'order.deal',
  'asset',
  'position',
  'plan.order',
  'stop.planorder',
  'stop.order',
  'track.order',
  'adl.level',
  'liquidate.risk',
  'risk.limit',
  'position.mode',
  'leverage.mode',
  'order.chase',
  'position.closeall.fail',
  'reverse.position',
  'bonus',
  'generic.notify',
  'event.contract.position',
] as const;
export type PersonalTopic = (typeof personalTopics)[number];

/** What `personal.filter` knows, and whether it takes symbols. Source: reference 8.5. */
export const personalFilters = {
  order: { takesSymbols: true },
  'order.deal': { takesSymbols: true },
  position: { takesSymbols: true },
  'plan.order': { takesSymbols: true },
  'stop.order': { takesSymbols: true },
  'stop.planorder': { takesSymbols: true },
  'risk.limit': { takesSymbols: true },
  'adl.level': { takesSymbols: false },
  asset: { takesSymbols: false },
} as const satisfies Readonly<Partial<Record<PersonalTopic, { readonly takesSymbols: boolean }>>>;
export type PersonalFilterName = keyof typeof personalFilters;
