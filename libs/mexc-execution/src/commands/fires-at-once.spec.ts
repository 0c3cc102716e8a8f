import type { DecimalText } from '@prate/execution-interface';
import { denyFiring, directionOfLeg, firesAtOnce } from './fires-at-once';

const REFERENCE: DecimalText = '65000';

test.each([
  ['a plan that waits for a rise, over the market', 'at-or-above', '65000.1', false],
  ['the same, under the market', 'at-or-above', '64999.9', true],
  ['a plan that waits for a fall, under the market', 'at-or-below', '64999.9', false],
  ['the same, over the market', 'at-or-below', '65000.1', true],
  ['the target of a long, over the market', directionOfLeg('long', 'takeProfit'), '66000', false],
  ['the stop of a long, over the market', directionOfLeg('long', 'stopLoss'), '66000', true],
  ['the target of a short, over the market', directionOfLeg('short', 'takeProfit'), '66000', true],
  ['the stop of a short, over the market', directionOfLeg('short', 'stopLoss'), '66000', false],
] as const)('default: %s', (_name, direction, price, fires) => {
  expect(firesAtOnce({ direction, price }, REFERENCE)).toBe(fires);
  const reason = denyFiring('trigger of BTC_USDT', { direction, price }, { at: REFERENCE, reference: 'mark' });
  expect(reason?.code).toBe(fires ? 'trigger-fires-at-once' : undefined);
  if (fires) expect(reason?.context).toMatchObject({ found: price, reference: 'mark', referencePrice: REFERENCE });
});

test.each(['at-or-above', 'at-or-below'] as const)('behavior: on the market itself %s fires at once', (direction) => {
  expect(firesAtOnce({ direction, price: REFERENCE }, REFERENCE)).toBe(true);
});
