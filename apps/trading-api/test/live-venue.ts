import { startMexcSimulator, type MexcSimulator } from '@prate/mexc-simulator';

/** A simulator that stands in the place of MEXC, and the environment that leads live mode to it: only because that is said aloud. */
export async function startLiveVenue(): Promise<{ readonly simulator: MexcSimulator; readonly env: Record<string, string> }> {
  const simulator = await startMexcSimulator({ seed: 7 });
  return { simulator, env: liveEnv(simulator) };
}

export function liveEnv({ restUrl, wsUrl, keys }: MexcSimulator): Record<string, string> {
  return {
    TRADING_MODE: 'live',
    LIVE_TRADING: 'armed',
    MEXC_API_KEY: keys.apiKey,
    MEXC_SECRET_KEY: keys.apiSecret,
    MEXC_REST_URL: restUrl,
    MEXC_STREAM_URL: wsUrl,
    MEXC_ALLOW_THIS_MACHINE: 'yes',
    API_TOKEN: 'token-of-the-live-api',
    ADMIN_TOKEN: 'token-of-the-operator',
  };
}
