const WANTED = Number(process.env['CANDLE_CASES'] ?? '0');

/** How many stories a property gets: a small number, or a hundredth of what CANDLE_CASES says; a story takes as long as a hundred minutes. */
export function storyCount(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.max(usual, Math.ceil(WANTED / 100)) };
}

/** The hang limit grows with the stories. */
export const STORIES_TIMEOUT_MS = 30_000 + WANTED * 30;
