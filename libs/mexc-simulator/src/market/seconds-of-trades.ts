import { TapeError } from '../errors';
import type { SimulatedContract } from '../simulated-contract';
import type { MarketPrint } from './market';
import { barOfPrints } from './minute-bar';
import type { RecordedSecond } from './second-market';
import { TapeFields } from './tape-fields';
import type { TapeTrade } from './tape-trade';

/** The first trade of a tape is this one; ids have eleven digits, as the venue's. */
const FIRST_TRADE_ID = 10_000_000_000;

/**
 * Recorded trades as seconds of a market, each told with its own price, size, side and time.
 *
 * @throws {TapeError} naming the row, for anything that cannot be served as it is
 */
export function secondsOfTrades(contract: SimulatedContract, rows: readonly TapeTrade[]): readonly RecordedSecond[] {
  if (rows.length === 0) throw new TapeError(`tape of ${contract.symbol}: found no trade, expected at least one`);
  const fields = new TapeFields(contract);
  const seconds: { second: number; prints: MarketPrint[] }[] = [];
  rows.forEach((row, index) => {
    const print = readPrint(fields, row, index);
    const before = rows[index - 1]?.atMs;
    if (before !== undefined && row.atMs < before) {
      throw new TapeError(`${fields.row(index)}: found atMs ${row.atMs} after ${before}, expected times that never fall`);
    }
    const second = Math.floor(row.atMs / 1000);
    const running = seconds[seconds.length - 1];
    if (running?.second === second) running.prints.push(print);
    else seconds.push({ second, prints: [print] });
  });
  return seconds.map(({ second, prints }) => ({ second, prints, bar: barOfPrints(prints) as RecordedSecond['bar'] }));
}

function readPrint(fields: TapeFields, { atMs, price, volume, takerSide }: TapeTrade, index: number): MarketPrint {
  const row = fields.row(index);
  if (!Number.isSafeInteger(atMs) || atMs < 0)
    throw new TapeError(`${row}: found atMs ${atMs}, expected whole milliseconds since the epoch`);
  if (takerSide !== 'buy' && takerSide !== 'sell') {
    throw new TapeError(`${row}: found takerSide ${JSON.stringify(takerSide)}, expected buy or sell`);
  }
  const lots = fields.lots(volume, index);
  if (lots === 0n || lots > Number.MAX_SAFE_INTEGER) {
    throw new TapeError(`${row}: found a volume of ${lots} lots, expected 1 to ${Number.MAX_SAFE_INTEGER}`);
  }
  return { ticks: fields.price(price, 'price', index), lots: Number(lots), takerSide, id: String(FIRST_TRADE_ID + index), atMs };
}
