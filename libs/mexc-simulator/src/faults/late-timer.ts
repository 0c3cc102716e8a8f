/** Real time to wait before answers that are late; whoever waits when it stops is not called any more. */
export class LateTimer {
  private readonly handles = new Set<ReturnType<typeof setTimeout>>();

  after(delayMs: number, then: () => void): void {
    const handle = setTimeout(() => {
      this.handles.delete(handle);
      then();
    }, delayMs);
    this.handles.add(handle);
  }

  stop(): void {
    for (const handle of this.handles) clearTimeout(handle);
    this.handles.clear();
  }
}
