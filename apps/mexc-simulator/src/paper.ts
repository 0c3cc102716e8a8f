import { MexcFuturesMarketData } from '@prate/mexc-market-data';
import { type MexcSimulator, type PaperOptions, startPaperSimulator } from '@prate/mexc-simulator';

/** Whose public data is traded on; absent addresses are MEXC's. */
export interface Upstream {
  readonly restUrl?: string;
  readonly wsUrl?: string;
}

export interface OpenPaper extends Upstream {
  readonly options: Omit<PaperOptions, 'source'>;
}

/**
 * Starts an exchange with simulated money on live prices; stopping it lets go of the upstream, too.
 *
 * @throws {PaperSourceError} when there is nothing to trade on; for an address that may not be spoken to what its client throws; otherwise as
 *   without paper
 */
export async function openPaper({ restUrl, wsUrl, options }: OpenPaper): Promise<MexcSimulator> {
  const source = MexcFuturesMarketData.create({
    ...(restUrl === undefined ? {} : { baseUrl: restUrl }),
    ...(wsUrl === undefined ? {} : { streamUrl: wsUrl }),
  });
  try {
    const simulator = await startPaperSimulator({ ...options, source });
    const stop = async (): Promise<void> => {
      await simulator.stop();
      await source.close();
    };
    return { ...simulator, stop };
  } catch (error) {
    await source.close();
    throw error;
  }
}
