import { type SimulatorOptions, simulatedContracts } from '../src';
import { START_MS } from './stream-setup';

const START_MINUTE_MS = Math.floor(START_MS / 60_000) * 60_000;

/** BTC_USDT stands at 100 for a minute, and falls to 90 between the 20th and the 40th second of the next: 59.5 s to 79.5 s from the start. */
export const fallingTape: SimulatorOptions = {
  contracts: simulatedContracts,
  tapes: [
    {
      symbol: 'BTC_USDT',
      minutes: [
        { openTimeMs: START_MINUTE_MS, open: '100', high: '100', low: '100', close: '100', volume: '6' },
        { openTimeMs: START_MINUTE_MS + 60_000, open: '100', high: '100', low: '90', close: '91', volume: '6' },
      ],
    },
  ],
};
