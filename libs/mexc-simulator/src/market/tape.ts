import type { SimulatedContract } from '../simulated-contract';
import type { Market } from './market';
import { SecondMarket } from './second-market';
import { secondsOfCandles } from './seconds-of-candles';
import { secondsOfTrades } from './seconds-of-trades';
import { TapeMarket } from './tape-market';
import type { TapeMinute } from './tape-minute';
import type { TapeSecond } from './tape-second';
import type { TapeTrade } from './tape-trade';

/** What was recorded of a contract, in one of three grains; served as it is. */
export type Tape =
  | { readonly symbol: string; readonly minutes: readonly TapeMinute[] }
  | { readonly symbol: string; readonly seconds: readonly TapeSecond[] }
  | { readonly symbol: string; readonly trades: readonly TapeTrade[] };

/** The recorded rows, whatever their grain. */
export function rowsOf(tape: Tape): readonly (TapeMinute | TapeSecond | TapeTrade)[] {
  if ('minutes' in tape) return tape.minutes;
  return 'seconds' in tape ? tape.seconds : tape.trades;
}

/** @throws {TapeError} naming the row, for anything that cannot be served as it is */
export function marketOfTape(contract: SimulatedContract, tape: Tape): Market {
  if ('minutes' in tape) return new TapeMarket(contract, tape.minutes);
  return new SecondMarket('seconds' in tape ? secondsOfCandles(contract, tape.seconds) : secondsOfTrades(contract, tape.trades));
}
