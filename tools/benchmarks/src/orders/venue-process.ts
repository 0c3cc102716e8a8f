import { simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { symbolAt } from './candidate';

/** The exchange of the benchmark, in a process of its own: one simulator for each candidate, so that nobody hears of the others' orders. */
async function main(): Promise<void> {
  const contractCounts = (process.argv[2] ?? '').split(',').map(Number);
  const [first] = simulatedContracts;
  if (first === undefined) throw new Error('found no contract, expected those of the simulator');
  const contractsOf = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...first,
      symbol: symbolAt(at),
      contractId: 1_000 + at,
      baseCoin: symbolAt(at).split('_')[0] as string,
    }));
  const simulators = await Promise.all(
    contractCounts.map((count) => startMexcSimulator({ contracts: contractsOf(count), balances: { USDT: '100000000' } })),
  );
  process.on('disconnect', () => process.exit(0));
  process.send?.(simulators.map(({ restUrl, wsUrl, keys }) => ({ restUrl, wsUrl, keys })));
}

void main();
