import { printWireJson } from '@prate/mexc-protocol';
import { scriptedExchange } from '../../test/scripted-exchange';
import { usedMargin } from '../exchange/order';
import { type SimulatedPosition, realised } from '../exchange/positions';
import { closedPositionView } from './history-view';

/** A closed position with these amounts. */
function closed(amounts: Partial<SimulatedPosition>): SimulatedPosition {
  const { exchange, create } = scriptedExchange();
  create();
  create({ side: 'close-long' });
  return Object.assign(exchange.positions.closed()[0] as SimulatedPosition, amounts);
}

const view = (position: SimulatedPosition) => JSON.parse(printWireJson(closedPositionView(position))) as Readonly<Record<string, number>>;

describe('published samples of results (reference 9.6, 9.7)', () => {
  it('behavior: closeProfitLoss 0.2245 and fee −0.0090 are realised 0.2155', () => {
    const position = closed({ closeProfit: '0.2245', fees: '0.0090' });
    expect(realised(position)).toBe('0.2155');
    expect(view(position)).toMatchObject({ closeProfitLoss: 0.2245, fee: -0.009, totalFee: 0.009, realised: 0.2155 });
  });

  it('behavior: profitRatio 0.1747/(2.956805 + 0.0236544) = 0.0586, the reserve included', () => {
    expect(view(closed({ closeProfit: '0.1747', fees: '0', openedMargin: '2.9804594' }))['profitRatio']).toBe(0.0586);
  });

  it('behavior: funding is part of realised', () => {
    expect(view(closed({ closeProfit: '1', fees: '0.25', holdFee: '-0.125' }))).toMatchObject({ holdFee: -0.125, realised: 0.625 });
  });

  it('behavior: usedMargin 2250 at half fill is 1125', () => {
    const { create } = scriptedExchange();
    const order = create({ type: 'limit', price: '60000' });
    expect(usedMargin({ ...order, orderMargin: '2250', vol: '10', dealVol: '5' })).toBe('1125');
  });
});
