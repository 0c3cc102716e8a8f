/** Calls back at a fixed beat of real time between {@link start} and {@link stop}; a beat of 0 never calls. */
export class PumpTimer {
  private handle: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly everyMs: number,
    private readonly beat: () => void,
  ) {}

  start(): void {
    if (this.everyMs > 0) this.handle ??= setInterval(this.beat, this.everyMs);
  }

  stop(): void {
    clearInterval(this.handle);
    this.handle = undefined;
  }
}
