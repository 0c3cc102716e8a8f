import type { InstrumentChange, StopWatching } from '@prate/execution-interface';
import type { MarketContext } from '../market-context';
import type { Begin } from './begin-watch';

/** Changes are told against the list as it is read here first. @throws {MexcError} when it cannot be read */
export async function watchInstruments({ catalog, instrumentFeed }: MarketContext, begin: Begin<InstrumentChange>): Promise<StopWatching> {
  await catalog.getInstruments();
  return begin((handlers) => instrumentFeed.watch(handlers));
}
