import { integerSquareRoot } from './integer-square-root';
import { choosePlaces, shareAtRandom } from './random-shares';
import { STEP_VARIANCE, type SeededNumbers, fourBytes } from './seeded-numbers';
import { MAX_SECONDS, type Window, type WindowPath, encloseSteps, fillSingle, reachExtremes } from './window';

/** What a version of the bridge is made of; other figures are another version. */
export interface BridgeConstants {
  /** Variance of the whole walk, in squares of the range. */
  readonly variance: number;
  /** Standard deviation of the trade bounce on inner nodes, in ranges. */
  readonly bounce: number;
  /** Walks that are tried; the one that needs the least stretching is taken. */
  readonly candidates: number;
  /** Longest further wick of a second, in ranges. */
  readonly wick: number;
}

const TWO_34 = 17_179_869_184;
const TWO_16 = 65_536;

let candidate = new Int32Array(MAX_SECONDS + 1);
let chosen = new Int32Array(MAX_SECONDS + 1);
const nodes = new Float64Array(MAX_SECONDS + 1);

/**
 * The seeded bridge (candle rules, section 4.4): the random walk, of several, that comes nearest to the range, bridged from open to close and
 * stretched to high and low. Whole-number generator, arithmetic of section 3 only.
 */
export function createBridge({
  variance,
  bounce,
  candidates,
  wick,
}: BridgeConstants): (window: Window, random: SeededNumbers, path: WindowPath) => void {
  /** By K: what one unit of the walk is worth, in ranges. */
  const gains = Float64Array.from({ length: MAX_SECONDS + 1 }, (_, k) => (k === 0 ? 0 : rootOfRatio(variance, k * STEP_VARIANCE)));
  const bouncePerUnit = rootOfRatio(bounce * bounce, STEP_VARIANCE);

  return (window, random, path) => {
    const { open, high, low, close } = window;
    const traded = choosePlaces(window, random, path);
    if (traded === 1) return fillSingle(window, path.place[1] as number, path);
    path.traded = traded;
    const range = high - low;
    if (range === 0) path.price.fill(open, 0, traded + 1);
    else {
      chooseWalk(window, random, { traded, gain: range * (gains[traded] as number), candidates });
      roundNodes(window, random, path, range * bouncePerUnit);
    }
    path.price[0] = open;
    path.price[traded] = close;
    shareAtRandom(window, random, path);
    encloseSteps(path);
    if (range === 0) return;
    reachExtremes(path, window, extremesOf(traded));
    addWicks(window, random, path, range * wick);
  };
}

/** √(a / b) to ten digits, for ratios below 2^-15. */
function rootOfRatio(a: number, b: number): number {
  return integerSquareRoot(Math.floor((a / b) * TWO_34 * TWO_34)) / TWO_34;
}

/** Leaves the best of several walks from open to close, stretched to high and low, in `nodes`. */
function chooseWalk(
  { open, high, low, close }: Window,
  random: SeededNumbers,
  { traded, gain, candidates }: { readonly traded: number; readonly gain: number; readonly candidates: number },
): void {
  // Walks are compared in whole numbers: K walk units of height are `gain`. `end` is the way from open to close, in walk units.
  const end = Math.floor((close - open) / gain + 0.5);
  const height = gain / traded;
  const [upper, lower] = open > close ? [open, close] : [close, open];
  let bestMiss = Infinity;
  let bestTop = 0;
  let bestBottom = 0;
  for (let tried = 0; tried < candidates; tried += 1) {
    const tilt = end - random.walk(candidate, traded);
    bridge(candidate, traded, tilt);
    const top = open + reach.top * height;
    const bottom = open + reach.bottom * height;
    const miss = Math.abs(high - top) + Math.abs(bottom - low);
    if (miss >= bestMiss) continue;
    bestMiss = miss;
    bestTop = top;
    bestBottom = bottom;
    const other = chosen;
    chosen = candidate;
    candidate = other;
  }
  // What lies between open and close stays; what lies above is scaled so that its top is the high, what lies below likewise.
  const up = bestTop > upper ? (high - upper) / (bestTop - upper) : 1;
  const down = bestBottom < lower ? (lower - low) / (lower - bestBottom) : 1;
  nodes[0] = open;
  nodes[traded] = close;
  for (let k = 1; k < traded; k += 1) {
    const price = open + (chosen[k] as number) * height;
    const above = price > upper ? (price - upper) * up : 0;
    const below = price < lower ? (lower - price) * down : 0;
    nodes[k] = price > upper ? upper + above : price < lower ? lower - below : price;
  }
}

/** How far the walk last bridged reaches, K walk units of it a step. */
const reach = { top: 0, bottom: 0 };

/** Tilts a walk in place so that it ends where it has to: node k becomes `K · walk + k · tilt`. No branches: they are what costs time here. */
function bridge(walk: Int32Array, steps: number, tilt: number): void {
  let top = 0;
  let bottom = 0;
  let drift = 0;
  for (let k = 1; k <= steps; k += 1) {
    drift = (drift + tilt) | 0;
    const node = (Math.imul(steps, walk[k] as number) + drift) | 0;
    walk[k] = node;
    const over = (node - top) | 0;
    top = (top + (over & ~(over >> 31))) | 0;
    const under = (node - bottom) | 0;
    bottom = (bottom + (under & (under >> 31))) | 0;
  }
  reach.top = top;
  reach.bottom = bottom;
}

/** Inner nodes with the bounce of trades, whole and within the range. */
function roundNodes({ high, low }: Window, random: SeededNumbers, { traded, price }: WindowPath, bounce: number): void {
  for (let k = 1; k < traded; k += 1) {
    const node = Math.floor((nodes[k] as number) + bounce * fourBytes(random.next()) + 0.5);
    price[k] = node > high ? high : node < low ? low : node;
  }
}

/** Where the path is highest and lowest; the first place each. */
function extremesOf(traded: number): { readonly lowAt: number; readonly highAt: number } {
  let lowAt = 0;
  let highAt = 0;
  for (let k = 1; k <= traded; k += 1) {
    if ((nodes[k] as number) > (nodes[highAt] as number)) highAt = k;
    if ((nodes[k] as number) < (nodes[lowAt] as number)) lowAt = k;
  }
  return { lowAt, highAt };
}

/** Lets each second reach a little further, within the range. */
function addWicks({ high, low }: Window, random: SeededNumbers, path: WindowPath, longest: number): void {
  const { traded } = path;
  for (let k = 1; k <= traded; k += 1) {
    const bits = random.next();
    const top = (path.high[k] as number) + Math.floor(longest * ((bits >>> 16) / TWO_16) + 0.5);
    const bottom = (path.low[k] as number) - Math.floor(longest * ((bits & 0xffff) / TWO_16) + 0.5);
    path.high[k] = top > high ? high : top;
    path.low[k] = bottom < low ? low : bottom;
  }
}
