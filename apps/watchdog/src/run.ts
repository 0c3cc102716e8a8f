import { MexcFuturesAuth } from '@prate/mexc-auth';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { join } from 'node:path';
import { Alarm } from './alarm';
import { clearState } from './clear-state';
import { readEnvironment } from './environment';
import { helpText, readFlags, type WatchdogFlags } from './flags';
import { StateFile } from './state-file';
import { machineClock } from './watch-clock';
import { Watchdog } from './watchdog';

/** Where the program speaks. */
export interface Voices {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Exit code 1: could not be done; 2: makes no sense; 3: it has fired, and it is not proven that nothing is left. */
export type ExitCode = 0 | 1 | 2 | 3;

export type Outcome =
  | { readonly kind: 'running'; readonly url: string; readonly gaveUp: Promise<unknown>; readonly stop: () => Promise<0 | 3> }
  | { readonly kind: 'ended'; readonly exitCode: ExitCode };

/** Does what the command line asks for. */
export async function run(args: readonly string[], env: Readonly<Record<string, string | undefined>>, voices: Voices): Promise<Outcome> {
  const { say, complain } = voices;
  const asked = readFlags(args);
  switch (asked.kind) {
    case 'help':
      say(helpText());
      return { kind: 'ended', exitCode: 0 };
    case 'refused':
      for (const complaint of asked.complaints) complain(`watchdog: ${complaint}`);
      return { kind: 'ended', exitCode: 2 };
    case 'clear':
      return clear(asked, voices);
    case 'run':
      return open(asked.flags, env, voices);
  }
}

function clear({ reason, directory }: { readonly reason: string; readonly directory: string }, { say, complain }: Voices): Outcome {
  try {
    const { isCleared, text } = clearState(new StateFile(join(directory, 'state.json')), reason, machineClock.nowMs());
    if (isCleared) say(text);
    else complain(`watchdog: ${text}`);
    return { kind: 'ended', exitCode: isCleared ? 0 : 1 };
  } catch (error) {
    complain(`watchdog: ${(error as Error).message}`);
    return { kind: 'ended', exitCode: 1 };
  }
}

async function open(flags: WatchdogFlags, env: Readonly<Record<string, string | undefined>>, { say, complain }: Voices): Promise<Outcome> {
  const stamped = (line: string): string => `${new Date(machineClock.nowMs()).toISOString()} ${line}`;
  let watchdog: Watchdog | undefined;
  try {
    const { credentials, baseUrl, allowHosts, hooks } = readEnvironment(env);
    const rest = new MexcFuturesRest({
      auth: new MexcFuturesAuth({ credentials }),
      allowHosts,
      ...(baseUrl !== undefined && { baseUrl }),
      onHostPaused: () => complain(stamped("the venue's firewall refuses this address; nothing gets through for a while")),
    });
    const tell = (line: string): void => complain(stamped(line));
    watchdog = new Watchdog({ flags, rest, clock: machineClock, tell, alarm: new Alarm(hooks, tell) });
    const url = await watchdog.start();
    say(`Watchdog: beats at ${url}/beat, token in ${join(flags.directory, 'token')}`);
    say(`  venue ${baseUrl ?? 'MEXC'}; after ${flags.maxSilenceMs} ms of silence it cancels ${whatGoes(flags)}`);
    const running = watchdog;
    return { kind: 'running', url, gaveUp: watchdog.gaveUp, stop: () => running.stop() };
  } catch (error) {
    await watchdog?.stop();
    const { name, message } = error as Error;
    for (const line of message.split('\n')) complain(`watchdog: ${line}`);
    return { kind: 'ended', exitCode: wrongInput.includes(name) ? 2 : 1 };
  }
}

const wrongInput = ['EnvironmentError', 'KeysRefusedError', 'CredentialsInvalidError', 'CredentialsMissingError', 'RestConfigInvalidError'];

function whatGoes({ cancels, closesPositions }: WatchdogFlags): string {
  const orders = cancels === 'all' ? 'all orders, protection included' : 'what opens; closing orders and protection stay';
  return closesPositions ? `${orders}, and closes all positions` : orders;
}
