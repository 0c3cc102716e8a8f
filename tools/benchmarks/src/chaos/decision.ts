import { Dice } from './dice';

/** What a trader decides to do. */
export type DecisionKind =
  'open' | 'close' | 'amend' | 'cancel' | 'chase' | 'plan' | 'stop' | 'trailing' | 'cancel-conditional' | 'cancel-all' | 'leverage';

/** One decision. It says what to do; at what price and on which order or position depends on the market and the account of that moment. */
export interface Decision {
  readonly kind: DecisionKind;
  readonly symbol: string;
  readonly positionSide: 'long' | 'short';
  readonly type: 'limit' | 'market' | 'post-only' | 'ioc' | 'fok';
  readonly contracts: number;
  /** Of the last price, against the direction of the order when positive: 0.02 rests far away, -0.001 crosses the book. */
  readonly distance: number;
  readonly isProtected: boolean;
  readonly isByClientId: boolean;
  /** Which of those there are: multiplied by their count. */
  readonly pick: number;
}

const KINDS: Readonly<Record<DecisionKind, number>> = {
  open: 44,
  close: 20,
  amend: 8,
  cancel: 11,
  chase: 1,
  plan: 6,
  stop: 3,
  trailing: 3,
  'cancel-conditional': 2.5,
  'cancel-all': 0.5,
  leverage: 1,
};
const TYPES = { limit: 45, market: 25, 'post-only': 10, ioc: 10, fok: 10 } as const;

/** The decision of this number: a pure function of the seed. */
export function decisionOf(seed: string, index: number, symbols: readonly string[]): Decision {
  const dice = new Dice(seed, 'decision', index);
  const kind = dice.weighted(KINDS);
  return {
    kind,
    symbol: dice.one(symbols),
    positionSide: dice.one(['long', 'short']),
    type: dice.weighted(TYPES),
    contracts: dice.whole(1, 5),
    distance: dice.isLucky(0.3) ? -0.002 : dice.one([0.0002, 0.001, 0.01, 0.03]),
    isProtected: dice.isLucky(0.06),
    isByClientId: dice.isLucky(0.4),
    pick: dice.fraction(),
  };
}
