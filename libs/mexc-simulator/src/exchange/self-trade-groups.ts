import { Refusal } from './refusal';

export interface SelfTradeGroup {
  readonly groupName: string;
  /** Account ids, digits. */
  readonly blackList: readonly string[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Named lists of accounts that are not to trade with each other (reference 5.13). Kept and shown; there is one account to trade. */
export class SelfTradeGroups {
  private readonly byName = new Map<string, SelfTradeGroup>();

  all(): readonly SelfTradeGroup[] {
    return [...this.byName.values()];
  }

  /** @throws {Refusal} 603 for a name that is taken */
  create(groupName: string, blackList: readonly string[], nowMs: number): void {
    if (this.byName.has(groupName)) throw new Refusal(603, `configName: ${groupName} was used before`);
    this.byName.set(groupName, { groupName, blackList, createdAtMs: nowMs, updatedAtMs: nowMs });
  }

  /** @throws {Refusal} 600 for an unknown name */
  update(groupName: string, blackList: readonly string[], nowMs: number): void {
    this.byName.set(groupName, { ...this.known(groupName), blackList, updatedAtMs: nowMs });
  }

  /** @throws {Refusal} 600 for an unknown name */
  delete(groupName: string): void {
    this.byName.delete(this.known(groupName).groupName);
  }

  private known(groupName: string): SelfTradeGroup {
    const group = this.byName.get(groupName);
    if (group === undefined) throw new Refusal(600, `configName: found ${groupName}, which is not a group`);
    return group;
  }
}
