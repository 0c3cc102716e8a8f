import type { PositionTypeWord, SideWord } from '@prate/mexc-protocol';

export interface SideMeaning {
  readonly direction: 'buy' | 'sell';
  readonly effect: 'open' | 'close';
  /** The position a hedge account opens or closes with it. */
  readonly position: PositionTypeWord;
}

/** What the four sides mean (reference 6.2). Closing a short is a purchase. */
export const sideMeanings: Readonly<Record<SideWord, SideMeaning>> = {
  'open-long': { direction: 'buy', effect: 'open', position: 'long' },
  'close-short': { direction: 'buy', effect: 'close', position: 'short' },
  'open-short': { direction: 'sell', effect: 'open', position: 'short' },
  'close-long': { direction: 'sell', effect: 'close', position: 'long' },
};
