import { type EndpointName, endpoints } from '@prate/mexc-protocol';

/** What a fault does to one request. */
export interface FaultRow {
  /** Whether the request is carried out before it goes wrong. */
  readonly isAccepted: boolean;
  /** What the client sees: a connection that drops, HTTP 200 with code 801, or a gateway's HTML page. */
  readonly answer: 'hang-up' | 'maintenance' | 'bad-gateway';
}

/** What can go wrong with one request, as data. */
export const faultRows = {
  'hang-up-before-accept': { isAccepted: false, answer: 'hang-up' },
  'accept-then-hang-up': { isAccepted: true, answer: 'hang-up' },
  maintenance: { isAccepted: false, answer: 'maintenance' },
  'http-502': { isAccepted: false, answer: 'bad-gateway' },
  'http-502-after-accept': { isAccepted: true, answer: 'bad-gateway' },
} as const satisfies Readonly<Record<string, FaultRow>>;

export type FaultName = keyof typeof faultRows;
export const faultNames = Object.freeze(Object.keys(faultRows) as FaultName[]);

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
