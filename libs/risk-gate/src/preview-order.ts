import type { CreateOrder, Denial, ExecutionInterface, FeeRates } from '@prate/execution-interface';
import type { Admissions } from './admission';
import { openingChecks } from './all-checks';
import { type OrderPreview, type Verdict, estimateOrder } from './preview';

/**
 * Judges an order by everything that is known, and puts its figures beside that. Reads; sends nothing and takes no room.
 *
 * @param readOnly the one objection that stands before all others, where the gate lets nothing through
 */
export async function previewOrder(
  { over, admissions }: { readonly over: Pick<ExecutionInterface, 'getFeeRates'>; readonly admissions: Admissions },
  command: CreateOrder,
  readOnly: Denial | undefined,
): Promise<OrderPreview> {
  const gathered = await admissions.gather({ command });
  if ('denial' in gathered) return refusedPreview(command, 'instrument', gathered.denial);
  const verdicts: Verdict[] = readOnly === undefined ? [] : [verdict('read-only', readOnly)];
  if (command.effect === 'close') verdicts.push(verdict('close', await admissions.objectToClose(command)));
  else {
    const objections = new Map(admissions.judge({ command }, gathered).map(({ check, denial }) => [check, denial]));
    for (const { name } of openingChecks) verdicts.push(verdict(name, objections.get(name)));
  }
  const { value, instrument } = admissions.input({ command }, gathered);
  const estimate = value === undefined ? undefined : estimateOrder(command, instrument, value, await feeRates(over, command.symbol));
  const isAllowed = verdicts.every((row) => row.isAllowed);
  return { command, isAllowed, verdicts, ...(estimate === undefined ? {} : { estimate }) };
}

export function refusedPreview(command: CreateOrder, check: string, denial: Denial): OrderPreview {
  return { command, isAllowed: false, verdicts: [verdict(check, denial)] };
}

function verdict(check: string, denial: Denial | undefined): Verdict {
  return { check, isAllowed: denial === undefined, ...(denial === undefined ? {} : { denial }) };
}

/** What cannot be read is estimated with the contract's own rates, and said so. */
async function feeRates(over: Pick<ExecutionInterface, 'getFeeRates'>, symbol: string): Promise<FeeRates | undefined> {
  try {
    return await over.getFeeRates(symbol);
  } catch {
    return undefined;
  }
}
