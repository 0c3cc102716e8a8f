import { type MexcSimulator, type SimulatorOptions, startMexcSimulator } from '../src';
import { RawClient } from './raw-client';
import { RawStream } from './raw-stream';
import { SettableClock } from './settable-clock';

export const START_MS = 1_790_000_000_500;

/** Starts simulators whose clock and pushes only move by hand, and stops them all. */
export class StreamSetup {
  private running: MexcSimulator[] = [];

  async start(options: SimulatorOptions = {}) {
    const clock = new SettableClock(START_MS);
    const simulator = await startMexcSimulator({ clock, pushEveryMs: 0, ...options });
    this.running.push(simulator);
    return {
      clock,
      simulator,
      client: new RawClient(simulator.restUrl, simulator.keys, clock),
      stream: await RawStream.open(simulator.wsUrl),
      open: () => RawStream.open(simulator.wsUrl),
      /** Lets simulated time pass and pushes. */
      pass(ms: number): void {
        clock.advance(ms);
        simulator.control.pump();
      },
    };
  }

  /** Until the simulator has read so many messages of a method. */
  async heard(simulator: MexcSimulator, method: string, count: number): Promise<void> {
    const read = (): number => simulator.control.streams.log.filter((record) => record.method === method).length;
    while (read() < count) await new Promise((resolve) => setImmediate(resolve));
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((simulator) => simulator.stop()));
  }
}
