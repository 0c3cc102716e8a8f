/** The largest whole number whose square is at most `n`, for whole n from 0 to 2^53 − 1. Exact whatever the machine's root gives. */
export function integerSquareRoot(n: number): number {
  let root = Math.floor(Math.sqrt(n));
  while (root * root > n) root -= 1;
  while ((root + 1) * (root + 1) <= n) root += 1;
  return root;
}
