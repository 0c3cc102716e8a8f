import type { OnApplicationShutdown } from '@nestjs/common';
import { type MexcSimulator, type SimulatorOptions, startMexcSimulator } from '@prate/mexc-simulator';
import { Venue } from './venue';

/**
 * Simulated mode: the double runs in this process on a free port and is spoken to over HTTP with signed requests, as MEXC would be.
 *
 * Nest stops it in its last phase, when nobody is left to ask it anything.
 */
export class SimulatedVenue extends Venue implements OnApplicationShutdown {
  private stopped: Promise<void> | undefined;

  private constructor(readonly simulator: MexcSimulator) {
    super();
  }

  static async start(options: SimulatorOptions): Promise<SimulatedVenue> {
    return new SimulatedVenue(await startMexcSimulator(options));
  }

  get restUrl(): string {
    return this.simulator.restUrl;
  }

  get streamUrl(): string {
    return this.simulator.wsUrl;
  }

  get keys(): { readonly apiKey: string; readonly apiSecret: string } {
    return this.simulator.keys;
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.simulator.stop());
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }
}
