import { type EndpointName, endpoints } from '@prate/mexc-protocol';

/**
 * What can go wrong with one request:
 *
 * - `hang-up-before-accept`: the connection drops, nothing was done
 * - `accept-then-hang-up`: it was done, and the answer never leaves
 * - `maintenance`: HTTP 200 with code 801, nothing was done
 * - `http-502`: a gateway's HTML page, nothing was done
 * - `http-502-after-accept`: the same page, and it was done
 */
export const faultNames = ['hang-up-before-accept', 'accept-then-hang-up', 'maintenance', 'http-502', 'http-502-after-accept'] as const;
export type FaultName = (typeof faultNames)[number];

/** Faults waiting for their request: each strikes once, first planned first. */
export class FaultPlan {
  private readonly waiting = new Map<EndpointName, FaultName[]>();

  /** The next request to `endpoint` meets `fault`. @throws {RangeError} for a name that is in no table */
  next(endpoint: EndpointName, fault: FaultName): void {
    if (!Object.hasOwn(endpoints, endpoint)) {
      throw new RangeError(`faults: found endpoint ${JSON.stringify(endpoint)}, expected one of ${Object.keys(endpoints).join(', ')}`);
    }
    if (!faultNames.includes(fault)) {
      throw new RangeError(`faults: found fault ${JSON.stringify(fault)}, expected one of ${faultNames.join(', ')}`);
    }
    this.waiting.set(endpoint, [...(this.waiting.get(endpoint) ?? []), fault]);
  }

  take(endpoint: EndpointName): FaultName | undefined {
    return this.waiting.get(endpoint)?.shift();
  }
}
