import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import { Refusal } from '../exchange/refusal';

/** What a key may be allowed (reference 2.6), and the code that says it is not (reference 7). */
const permissionCodes = { 'account-read': 701, 'account-write': 702, 'trade-read': 703, 'trade-write': 704 } as const;

export type PermissionName = keyof typeof permissionCodes;
export const permissionNames = Object.freeze(Object.keys(permissionCodes) as PermissionName[]);

/** Account paths that show orders' matters: their pages ask for the permission to read trades (reference 5.1). */
const tradeReads: ReadonlySet<EndpointName> = new Set([
  'get-tiered-fee-rate',
  'get-tiered-fee-rate-legacy',
  'get-zero-fee-rate',
  'get-risk-limit',
]);

/** What the one key may do, and whether its requests come from an address it is bound to. Everything, unless a test says otherwise. */
export class Access {
  private permitted: ReadonlySet<PermissionName> = new Set(permissionNames);
  private isAddressBlocked = false;

  /** From now on these and nothing else. @throws {RangeError} for an unknown name */
  permit(permissions: readonly PermissionName[]): void {
    const unknown = permissions.find((name) => !permissionNames.includes(name));
    if (unknown !== undefined) {
      throw new RangeError(`permissions: found ${JSON.stringify(unknown)}, expected one of ${permissionNames.join(', ')}`);
    }
    this.permitted = new Set(permissions);
  }

  blockAddress(): void {
    this.isAddressBlocked = true;
  }

  unblockAddress(): void {
    this.isAddressBlocked = false;
  }

  /** @throws {Refusal} 406, 701 to 704 */
  check(endpoint: EndpointName): void {
    if (this.isAddressBlocked) throw new Refusal(406, 'the address of this request is not on the list of the key');
    const needed = permissionFor(endpoint);
    if (!this.permitted.has(needed)) throw new Refusal(permissionCodes[needed], `${endpoint}: the key has no permission ${needed}`);
  }
}

/** No endpoint of the table asks for `account-write`. */
function permissionFor(endpoint: EndpointName): PermissionName {
  const { path, isRepeatable } = endpoints[endpoint];
  if (!isRepeatable) return 'trade-write';
  return path.startsWith('/api/v1/private/account/') && !tradeReads.has(endpoint) ? 'account-read' : 'trade-read';
}
