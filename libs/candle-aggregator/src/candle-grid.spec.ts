import { detectPriceGrid, readInstrumentGrid } from './candle-grid';

describe('readInstrumentGrid', () => {
  it.each([
    ['0.1', { step: 1, scale: 1 }],
    ['0.5', { step: 5, scale: 1 }],
    ['0.25', { step: 25, scale: 2 }],
    ['0.00000001', { step: 1, scale: 8 }],
    ['1e-8', { step: 1, scale: 8 }],
    ['5', { step: 5, scale: 0 }],
    ['10', { step: 10, scale: 0 }],
  ] as const)('default: a tick of %s', (tickSize, price) => {
    expect(readInstrumentGrid({ tickSize }).price).toEqual(price);
  });

  it('args: contract size and step make the volume unit', () => {
    expect(readInstrumentGrid({ tickSize: '0.1', contractSize: '0.0001', contractStep: '5' })).toEqual({
      price: { step: 1, scale: 1 },
      volume: { step: 5, scale: 4 },
      contractSize: '0.0001',
    });
  });

  it('error: names every step that is no positive decimal', () => {
    const grid = { tickSize: '0' as const, contractSize: 'ten' as never };
    expect(() => readInstrumentGrid(grid)).toThrow(/tickSize 0.*contractSize/s);
    expect(() => readInstrumentGrid({ tickSize: '0.0000000000001' })).toThrow('at most 12 decimals');
  });
});

describe('detectPriceGrid', () => {
  it.each([
    [29100, 0, 1],
    [611.91, 2, 3],
    [1234567, 0, 0],
    [0.5, 1, 6],
    [0.1, 1, 6],
    [0.05, 2, 7],
    [0.00123, 5, 8],
    [0.0000001, 7, 12],
    [5, 9, 9],
  ])('default: high %p with %p decimals stands on scale %p', (high, decimals, scale) => {
    expect(detectPriceGrid(decimals, high)).toEqual({ step: 1, scale });
  });
});
