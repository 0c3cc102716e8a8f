import { type DecimalText, compare, decimal, isDecimal, isMultipleOf, isPositive } from '@prate/execution-interface/decimal';
import type { TransferTypeWord } from '@prate/mexc-protocol';
import type { SimulatorControl } from './control';
import type { Exchange } from './exchange/exchange';
import type { SimulatedPosition } from './exchange/positions';

/** The part of the control door that moves money and takes positions away. */
export function moneyControl(exchange: Exchange): Pick<SimulatorControl, 'deposit' | 'withdraw' | 'liquidate' | 'deleverage'> {
  const move = (type: TransferTypeWord, currency: string, amount: string): void => {
    exchange.advance();
    if (!/^[A-Z0-9]+$/.test(currency)) throw new RangeError(`currency: found ${JSON.stringify(currency)}, expected a coin in upper case`);
    exchange.transfers.move(type, currency, readDecimal('amount', amount), exchange.nowMs);
  };
  const held = (symbol: string, side: SimulatedPosition['side']): SimulatedPosition => {
    exchange.advance();
    const position = exchange.positions.find(symbol, side);
    if (position === undefined) throw new RangeError(`position: found no ${side} position of ${symbol}`);
    return position;
  };
  return {
    deposit: (currency, amount) => move('in', currency, amount),
    withdraw: (currency, amount) => move('out', currency, amount),
    liquidate: (symbol, side) => exchange.liquidation.force(held(symbol, side), exchange.nowSecond),
    deleverage(symbol, side, vol) {
      const position = held(symbol, side);
      const { volUnit } = exchange.listing(symbol).contract;
      const wanted = vol === undefined ? position.holdVol : readDecimal('vol', vol);
      if (compare(wanted, position.holdVol) > 0 || !isMultipleOf(wanted, volUnit)) {
        throw new RangeError(`vol: found ${wanted}, expected at most the ${position.holdVol} contracts held, in steps of ${volUnit}`);
      }
      exchange.liquidation.deleverage(position, wanted, exchange.nowSecond);
    },
  };
}

/** @throws {RangeError} */
function readDecimal(name: string, text: string): DecimalText {
  if (typeof text !== 'string' || !isDecimal(text) || !isPositive(text)) {
    throw new RangeError(`${name}: found ${JSON.stringify(text)}, expected decimal text above 0`);
  }
  return decimal(text);
}
