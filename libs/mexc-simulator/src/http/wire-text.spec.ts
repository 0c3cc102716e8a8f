import { turnoverText } from './wire-text';

describe('turnoverText (reference 3.3)', () => {
  it.each([
    ['0', '0'],
    ['18027.31', '18027.31'],
    ['9999999.99', '9999999.99'],
    ['10000000', '1.0E7'],
    ['61062435.67181', '6.106243567181E7'],
    ['1608953122.5157', '1.6089531225157E9'],
  ] as const)('behavior: %s leaves as %s', (text, shown) => {
    expect(turnoverText(text)).toBe(shown);
    expect(Number(shown)).toBe(Number(text));
  });
});
