import { type FaultName, type FaultOptions, type FaultTarget, type SimulatorControl, faultNames } from '@prate/mexc-simulator';
import { endpoints } from '@prate/mexc-protocol';

/** A fault of the command line: by probability, or for the next `count` requests. */
export interface FaultFlag {
  readonly endpoint: FaultTarget;
  readonly fault: FaultName;
  readonly how: { readonly probability: number } | { readonly count: number };
  readonly options: FaultOptions;
}

const SHAPE = 'endpoint:fault[:how][:option=value], how a probability such as 0.05 or a count such as x3';

/** Reads `create-order:accept-then-hang-up:0.05`. What is wrong is added to `complaints`, and nothing comes back. */
export function readFaultFlag(text: string, complaints: string[]): readonly FaultFlag[] {
  const wrong = (found: string, expected: string): readonly FaultFlag[] => {
    complaints.push(`--fault ${text}: found ${JSON.stringify(found)}, expected ${expected}`);
    return [];
  };
  const [endpoint = '', fault = '', ...rest] = text.split(':');
  if (fault === '') return wrong(text, SHAPE);
  if (endpoint !== 'any' && !Object.hasOwn(endpoints, endpoint))
    return wrong(endpoint, `any or one of ${Object.keys(endpoints).join(', ')}`);
  if (!faultNames.includes(fault as FaultName)) return wrong(fault, `one of ${faultNames.join(', ')}`);
  const hows = rest.filter((part) => !part.includes('='));
  const how = readHow(hows[0] ?? 'x1');
  if (how === undefined || hows.length > 1) return wrong(hows.join(':'), 'a probability from 0 to 1 such as 0.05, or a count such as x3');
  const options = Object.fromEntries(rest.filter((part) => part.includes('=')).map(readOption));
  return [{ endpoint: endpoint as FaultTarget, fault: fault as FaultName, how, options }];
}

/** @throws {RangeError} for options that the fault does not take */
export function planFault({ endpoint, fault, how, options }: FaultFlag, control: SimulatorControl, seed: number): void {
  if ('count' in how) control.faults.next(endpoint, fault, { ...options, ...how });
  else control.faults.sometimes(endpoint, fault, { ...options, ...how, seed });
}

function readHow(text: string): FaultFlag['how'] | undefined {
  const count = /^x([1-9]\d{0,8})$/.exec(text)?.[1];
  if (count !== undefined) return { count: Number(count) };
  return /^(0(\.\d+)?|1(\.0+)?)$/.test(text) ? { probability: Number(text) } : undefined;
}

/** Whole numbers are numbers, everything else is text. */
function readOption(part: string): readonly [string, string | number] {
  const at = part.indexOf('=');
  const value = part.slice(at + 1);
  return [part.slice(0, at), /^-?\d{1,15}$/.test(value) ? Number(value) : value];
}
