import type { Instrument } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';

/** What was read stays readable when the contract list is not: base quantities are missing then, nothing else. */
export async function findInstrumentIfAny(
  { instruments }: Pick<ExecutionContext, 'instruments'>,
  symbol: string,
): Promise<Instrument | undefined> {
  try {
    return await instruments.getInstrument(symbol);
  } catch {
    return undefined;
  }
}
