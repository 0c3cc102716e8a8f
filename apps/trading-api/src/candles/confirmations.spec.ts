import { Confirmations } from './confirmations';

const names = (count: number) => Array.from({ length: count }, (_, index) => `C${index}_USDT`);

test('default: up to a hundred contracts every minute, all of the exchange in five', () => {
  const confirmations = new Confirmations(5);
  expect(confirmations.roundMinutes(2)).toBe(1);
  expect(confirmations.patienceMs(2)).toBe(90_000);
  expect(confirmations.roundMinutes(1_061)).toBe(5);
  expect(confirmations.correctionMinutes(1_061)).toBe(10);
  expect(confirmations.takeNews(1_061)).toBeUndefined();
});

test.each([
  [3, 7],
  [2, 10],
  [1, 19],
])('args: %i requests a second: 1,061 contracts are planned within them, every %i minutes, and that is told once', (perSecond, minutes) => {
  const confirmations = new Confirmations(perSecond);
  const plan = confirmations.follow(names(1_061), 0);
  const turns = Array.from({ length: minutes }, (_, minute) => plan.due(minute * 60_000));
  expect(new Set(turns.flat()).size).toBe(1_061);
  for (const turn of turns) expect(turn.length).toBeLessThanOrEqual(perSecond * 57);
  expect(confirmations.correctionMinutes(1_061)).toBe(2 * minutes);
  expect(confirmations.takeNews(1_061)).toBe(
    `found 1061 contracts and ${perSecond} requests a second, so each is confirmed every ${minutes} minutes; ` +
      'for every 5, CANDLE_REQUESTS_PER_SECOND has to be 4',
  );
  expect(confirmations.takeNews(1_061)).toBeUndefined();
});
