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

  try {
    environment = readEnvironment(process.env);
    starting = startTradingApi({ environment });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
    const { url } = await starting;
    console.log(banner(environment));
    console.log(`  Open        ${url}/docs`);
    console.log(`  Candles     ${url}/api/v1/candles/${environment.symbols[0]}?interval=5`);
    console.log(`  Token file  ${environment.apiToken === undefined ? environment.tokenFile : '(API_TOKEN is set)'}`);
    console.log(`  Data        ${environment.modeDirectory}`);
    console.log('  Ctrl-C stops.');
  } catch (error) {
    const { message, exitCode } = describeStartError(error, environment);
    console.error(message);
    process.exit(exitCode);
  }
}

/** What is real and what is not. */
function banner({ tradingMode, mexcRestUrl = 'MEXC' }: Environment): string {
  if (tradingMode === 'simulated') return 'Prate trading API, simulated mode: no real money, no network.';
  return `Prate trading API, paper mode: SIMULATED money on live prices of ${mexcRestUrl}; orders stay in this process and are forgotten at its end.`;
}

void main();
