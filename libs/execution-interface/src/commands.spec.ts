import { positionSideOf } from './commands';

describe('positionSideOf', () => {
  it.each([
    ['buy', 'open', 'long'],
    ['sell', 'close', 'long'],
    ['sell', 'open', 'short'],
    ['buy', 'close', 'short'],
  ] as const)('default: %s to %s touches the %s side', (side, effect, expected) => expect(positionSideOf(side, effect)).toBe(expected));
});
