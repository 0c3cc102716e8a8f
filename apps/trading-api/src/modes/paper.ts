import type { OnApplicationShutdown } from '@nestjs/common';
import type { Clock } from '@prate/execution-interface';
import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { type PaperSimulator, PaperSourceError, startPaperSimulator } from '@prate/mexc-simulator';
import type { Environment } from '../environment';
import type { AppLog } from '../observability/app-log';
import { Venue } from './venue';

/**
 * Paper mode: MEXC's public data, unsigned, is the price of a simulated exchange in this process. Orders and money are simulated and stay
 * there; candles are made of the public data.
 */
export class PaperVenue extends Venue implements OnApplicationShutdown {
  private stopped: Promise<void> | undefined;

  private constructor(
    readonly simulator: PaperSimulator,
    override readonly publicMarketData: MexcFuturesMarketData,
  ) {
    super();
  }

  /** @throws {PaperSourceError} when there is nothing to trade on; nothing is left running then */
  static async start(environment: Environment, { clock, log }: { readonly clock: Clock; readonly log: AppLog }): Promise<PaperVenue> {
    const { symbols, simulatorSeed } = environment;
    if (symbols === 'all') throw new RangeError('SYMBOLS: found all, expected contract names in paper mode');
    const source = publicDataOf(environment, clock);
    try {
      const onProblem = ({ message }: Error): void => log.warn(`paper: ${message}`);
      return new PaperVenue(await startPaperSimulator({ source, symbols, seed: simulatorSeed, clock, onProblem }), source);
    } catch (error) {
      await source.close();
      throw error;
    }
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

  override pricesNotLive(): Readonly<Record<string, string>> {
    const phases = this.simulator.symbols.map((symbol) => [symbol, this.simulator.control.feed(symbol).state.phase] as const);
    return Object.fromEntries(phases.filter(([, phase]) => phase !== 'live'));
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.stopBoth());
  }

  onApplicationShutdown(): Promise<void> {
    return this.stop();
  }

  private async stopBoth(): Promise<void> {
    await this.simulator.stop();
    await this.publicMarketData.close();
  }
}

/** @throws {PaperSourceError} for an address that may not be spoken to */
function publicDataOf({ mexcRestUrl, mexcStreamUrl }: Environment, clock: Clock): MexcFuturesMarketData {
  try {
    return MexcFuturesMarketData.create({
      ...(mexcRestUrl === undefined ? {} : { baseUrl: mexcRestUrl }),
      ...(mexcStreamUrl === undefined ? {} : { streamUrl: mexcStreamUrl }),
      clock,
    });
  } catch (error) {
    throw new PaperSourceError(error);
  }
}

export function isPaperSourceError(error: unknown): error is PaperSourceError {
  return error instanceof PaperSourceError;
}
