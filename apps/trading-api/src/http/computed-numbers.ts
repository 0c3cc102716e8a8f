const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The numbers of a JSON text that have more than 15 significant digits: reading them as doubles would change them without a word, and
 * amounts are never changed without a word.
 *
 * @param json text that was parsed as JSON already
 */
export function computedNumbersIn(json: string): string[] {
  const tokens = json.match(TOKENS) ?? [];
  return tokens.filter((token) => !token.startsWith('"') && significantDigits(token) > 15);
}

function significantDigits(number: string): number {
  return number
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '').length;
}
