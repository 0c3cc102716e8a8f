import type { SeededNumbers } from './seeded-numbers';
import type { Window, WindowPath } from './window';

const TWO_32 = 4_294_967_296;

/** K = min(seconds, units) traded seconds, chosen by selection sampling where not every second trades; answers K. */
export function choosePlaces({ seconds, units, isEverySecondTraded }: Window, random: SeededNumbers, { place }: WindowPath): number {
  if (isEverySecondTraded || units >= seconds) {
    for (let i = 0; i < seconds; i += 1) place[i + 1] = i;
    return seconds;
  }
  let chosen = 0;
  for (let i = 0; i < seconds && chosen < units; i += 1) {
    if (((random.next() >>> 0) / TWO_32) * (seconds - i) >= units - chosen) continue;
    chosen += 1;
    place[chosen] = i;
  }
  return chosen;
}

const weights = new Float64Array(61);

/**
 * One unit for each traded second; the spare ones by random weights with a long tail that grow with the second's own price move. Cumulative
 * floors, so that the sum is exact.
 */
export function shareAtRandom({ units, high, low, isEverySecondTraded }: Window, random: SeededNumbers, path: WindowPath): void {
  const { traded, price, share } = path;
  const spare = isEverySecondTraded ? 0 : units - traded;
  if (spare === 0) {
    share.fill(isEverySecondTraded ? 0 : 1, 1, traded + 1);
    return;
  }
  const range = high - low;
  let total = 0;
  for (let k = 1; k <= traded; k += 1) {
    const bits = random.next();
    const tail = ((bits & 0xff) + 1) * (((bits >>> 8) & 0xff) + 1) * (((bits >>> 16) & 0xff) + 1) * ((bits >>> 24) + 1);
    const move = Math.abs((price[k] as number) - (price[k - 1] as number));
    total += tail * (range === 0 ? 1 : 1 + (8 * move) / range);
    weights[k] = total;
  }
  let given = 0;
  for (let k = 1; k <= traded; k += 1) {
    const upTo = k === traded ? spare : Math.floor(spare * ((weights[k] as number) / total));
    share[k] = 1 + upTo - given;
    given = upTo;
  }
}
