import 'reflect-metadata';
import { type Environment, readEnvironment } from './environment';
import { describeStartError } from './start-error';
import { type TradingApi, startTradingApi } from './start-trading-api';

/** The program: reads the configuration, starts, says where it is, and on SIGINT or SIGTERM drains and ends with 0. */
async function main(): Promise<void> {
  let environment: Environment | undefined;
  let starting: Promise<TradingApi> | undefined;
  let isStopping = false;

  const stop = async (signal: string): Promise<void> => {
    // One Ctrl-C often arrives twice, from the terminal and from a parent process; the drain is under way already.
    if (isStopping || starting === undefined) return;
    isStopping = true;
    try {
      const api = await starting;
      console.log(`${signal}: stopping; what is under way is finished first`);
      await api.stop();
      console.log('Stopped.');
      process.exit(0);
    } catch (error) {
      console.error(`The stop failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      process.exit(1);
    }
  };

  /** The kill switch by a signal: works while HTTP or the exchange does not. What could not be done is told and stays to be done. */
  const halt = async (signal: string): Promise<void> => {
    try {
      const api = await starting;
      if (api === undefined) return;
      const { isComplete, isKept, notCancelled } = await api.halt(`signal ${signal}`, `process ${process.pid}`);
      const left = isComplete ? 'nothing is left to do' : `${notCancelled.length} perhaps still working`;
      console.log(`${signal}: trading is halted${isKept ? '' : ' in this process only'}; ${left}`);
    } catch (error) {
      console.error(`${signal}: trading could not be halted: ${error instanceof Error ? error.message : String(error)}`);
    }
  };

  try {
    environment = readEnvironment(process.env);
    starting = startTradingApi({ environment });
    // Windows has no such signal.
    if (process.platform !== 'win32') process.on('SIGUSR2', () => void halt('SIGUSR2'));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
    const { url } = await starting;
    console.log(banner(environment));
    console.log(`  Open        ${url}/docs`);
    console.log(`  Candles     ${url}/api/v1/candles/${environment.symbols === 'all' ? 'BTC_USDT' : environment.symbols[0]}?interval=5`);
    console.log(`  Token file  ${environment.apiToken === undefined ? environment.tokenFile : '(API_TOKEN is set)'}`);
    console.log(`  Data        ${environment.modeDirectory}`);
    console.log(`  Ctrl-C stops${process.platform === 'win32' ? '' : `; kill -USR2 ${process.pid} halts trading`}.`);
  } catch (error) {
    const { message, exitCode } = describeStartError(error, environment);
    console.error(message);
    process.exit(exitCode);
  }
}

/** What is real and what is not. */
function banner({ tradingMode, mexcRestUrl = 'MEXC', live }: Environment): string {
  if (tradingMode === 'simulated') return 'Prate trading API, simulated mode: no real money, no network.';
  if (live !== undefined) {
    const money = live.isArmed
      ? 'ARMED: orders are sent with REAL MONEY'
      : 'not armed (LIVE_TRADING is unset): it reads, and denies every trade';
    return `Prate trading API, live mode at ${mexcRestUrl}, account ${live.account}, ${money}.`;
  }
  return `Prate trading API, paper mode: SIMULATED money on live prices of ${mexcRestUrl}; orders stay in this process and are forgotten at its end.`;
}

void main();
