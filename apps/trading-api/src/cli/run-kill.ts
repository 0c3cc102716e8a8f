import { readKillEnvironment, type KillEnvironment } from './kill-environment';
import { type KillAsked, killHelp, readKillFlags } from './kill-flags';
import { changeInJournal } from './kill-in-journal';
import { askApi } from './kill-over-api';

/** Where the program speaks, and who runs it. */
export interface KillVoices {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  readonly user: string;
}

/** 0: done. 1: could not be done. 2: makes no sense. 3: halted, and something perhaps still works. */
export type KillExitCode = 0 | 1 | 2 | 3;

/** Does what the command line asks for. */
export async function runKill(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  voices: KillVoices,
): Promise<KillExitCode> {
  const asked = readKillFlags(args, voices.user);
  if (asked.kind === 'help') {
    voices.say(killHelp);
    return 0;
  }
  if (asked.kind === 'refused') {
    for (const complaint of asked.complaints) voices.complain(`kill: ${complaint}`);
    return 2;
  }
  let environment: KillEnvironment;
  try {
    environment = readKillEnvironment(env);
  } catch (error) {
    voices.complain(`kill: ${(error as Error).message}`);
    return 2;
  }
  if (!asked.isDirect) {
    const answer = await askApi(environment, asked);
    if (answer.kind === 'answered') return tell(answer, voices);
    voices.complain(`kill: the API at ${environment.apiUrl} is away (${answer.why}); going to the journal`);
  }
  return direct(environment, asked, voices);
}

function tell(
  { status, body }: { readonly status: number; readonly body: Readonly<Record<string, unknown>> },
  { say, complain }: KillVoices,
): KillExitCode {
  if (status !== 200) {
    complain(`kill: found ${status} ${String(body['code'])}: ${String(body['detail'])}`);
    return 1;
  }
  say(`Trading is ${String(body['state'])}.${body['problem'] === undefined ? '' : ` ${String(body['problem'])}`}`);
  for (const change of (body['history'] as readonly ChangeRow[] | undefined) ?? []) say(inWords(change));
  if (body['isComplete'] === undefined) return 0;
  const { cancelled, notCancelled, isKept, keepProblem } = body as unknown as TripAnswer;
  say(`${cancelled.length} cancelled, ${notCancelled.length} perhaps still working.`);
  for (const { symbol, orderId, problem } of notCancelled) complain(`  ${symbol} ${orderId ?? ''}: ${problem}`);
  if (!isKept) complain(`kill: halted in that process only, for it could not be kept: ${String(keepProblem)}`);
  return body['isComplete'] === true ? 0 : 3;
}

async function direct(
  environment: KillEnvironment,
  asked: Extract<KillAsked, { kind: 'act' }>,
  { say, complain }: KillVoices,
): Promise<KillExitCode> {
  if (asked.act === 'reset' && environment.adminToken === undefined && asked.confirm !== 'reset') {
    complain('kill: found no ADMIN_TOKEN, expected it, or --confirm reset');
    return 2;
  }
  try {
    const history = await changeInJournal(environment, asked);
    say(`Trading is ${history[0]?.state ?? 'unknown'}, in the journal.`);
    for (const change of history) say(inWords(change));
    if (asked.act !== 'trip') return 0;
    complain('kill: nothing was cancelled, for the API is away: cancel at the exchange, or let the watchdog do it');
    return 3;
  } catch (error) {
    complain(`kill: ${error instanceof Error ? error.message : String(error)}`);
    if ((error as { readonly code?: unknown }).code === 'in-use') {
      complain('kill: a process that hangs holds the journal: kill it (SIGKILL), then do this again; the watchdog cancels meanwhile');
    }
    return 1;
  }
}

interface ChangeRow {
  readonly state: string;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}

interface TripAnswer {
  readonly cancelled: readonly unknown[];
  readonly notCancelled: readonly { readonly symbol: string; readonly orderId?: string; readonly problem: string }[];
  readonly isKept: boolean;
  readonly keepProblem?: string;
}

function inWords({ state, reason, by, atMs }: ChangeRow): string {
  return `  ${new Date(atMs).toISOString()} ${state}: ${reason} (${by})`;
}
