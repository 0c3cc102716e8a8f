/** Runs work in rounds and answers the best round's rate per second: what the code can do when nobody else has the machine. */
export function bestRate(perRound: number, rounds: number, work: (index: number) => void): number {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = process.hrtime.bigint();
    for (let index = 0; index < perRound; index += 1) work(index);
    best = Math.max(best, perRound / (Number(process.hrtime.bigint() - startedAt) / 1e9));
  }
  return best;
}

/** The same for work that answers later, so many at a time. */
export async function bestRateOf(perRound: number, rounds: number, atOnce: number, work: () => Promise<void>): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = process.hrtime.bigint();
    let left = perRound;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    best = Math.max(best, perRound / (Number(process.hrtime.bigint() - startedAt) / 1e9));
  }
  return best;
}
