import type { ExecutionFault } from '../execution-contract/execution-ability';

/** Faults that wait for what they are about; each strikes once, in their order. */
export class FaultLine {
  private waiting: ExecutionFault[] = [];

  next(fault: ExecutionFault): void {
    this.waiting.push(fault);
  }

  clear(): void {
    this.waiting = [];
  }

  /** The first of these that waits; it has struck then. */
  take(...faults: readonly ExecutionFault[]): ExecutionFault | undefined {
    const index = this.waiting.findIndex((fault) => faults.includes(fault));
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0];
  }

  has(fault: ExecutionFault): boolean {
    return this.waiting.includes(fault);
  }
}
