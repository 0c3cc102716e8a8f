import { startMexcSimulator } from '@prate/mexc-simulator';

/** The exchange of the benchmark, in a process of its own: one simulator for each candidate, so that nobody hears of the others' orders. */
async function main(): Promise<void> {
  const count = Number(process.argv[2]);
  const simulators = await Promise.all(
    Array.from({ length: count }, () => startMexcSimulator({ balances: { USDT: '100000000', BTC: '1' } })),
  );
  process.on('disconnect', () => process.exit(0));
  process.send?.(simulators.map(({ restUrl, wsUrl, keys }) => ({ restUrl, wsUrl, keys })));
}

void main();
