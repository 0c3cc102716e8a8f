import { IdentifierError, clientOrderId, positionId, venueOrderId } from './identifiers';

describe('identifiers', () => {
  it('default: text passes unchanged, also above 2^53', () => {
    expect(venueOrderId('9007199254740993')).toBe('9007199254740993');
    expect(positionId('1100000001')).toBe('1100000001');
    expect(clientOrderId('A-z_0')).toBe('A-z_0');
  });

  it.each(['', 'a'.repeat(33), 'white space', 'slash/', 'ä'])('error: %j is no client order id', (text) => {
    expect(() => clientOrderId(text)).toThrow(IdentifierError);
  });

  it('error: a number is refused as an id, because it may have lost digits', () => {
    expect(() => venueOrderId(739113577038255600 as unknown as string)).toThrow(/number/);
    expect(() => positionId('')).toThrow(IdentifierError);
  });
});
