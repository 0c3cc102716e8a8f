import type { ConnectProblem, ConnectProblemCode, ConnectResult } from '@prate/execution-interface';
import { CredentialsInvalidError, CredentialsMissingError } from '@prate/mexc-auth';
import { MexcApiError, MexcError } from '@prate/mexc-protocol';
import { TransportError } from '@prate/mexc-rest';
import type { ExecutionContext } from './execution-context';
import { readPositionMode, readWirePositions } from './queries/read-account';

const SIGNATURE_REFUSED = 602;
const FOREIGN_IP: ReadonlySet<number> = new Set([406, 700006]);
const UNAUTHORISED = 401;
const REFUSALS: readonly ConnectProblemCode[] = ['key-refused', 'signature-refused', 'ip-refused'];

/**
 * Asks for everything that trading needs, one after the other: a key that is refused once is not tried four times. A missing permission does
 * not end the list, so that all missing ones are named at once.
 *
 * @throws {JournalError} when the journal cannot be read
 */
export async function connect(context: ExecutionContext): Promise<ConnectResult> {
  const { rest, session, intents, instruments } = context;
  session.state = 'syncing';
  try {
    const problems: ConnectProblem[] = [];
    const steps: Array<[() => Promise<unknown>, ConnectProblemCode?]> = [
      // One reading is enough to be let in; the request clock learns from it.
      [() => session.heard(rest.public.getServerTime())],
      [() => session.heard(rest.private.getAssets())],
      [() => readWirePositions(context)],
      [() => readPositionMode(context), 'position-mode-unknown'],
      [() => session.heard(rest.synchroniseClock())],
    ];
    for (const [step, ownCode] of steps) {
      const problem = await attempt(step, ownCode);
      if (problem === undefined) continue;
      problems.push(problem);
      if (problem.code !== 'permission-missing') break;
    }
    if (problems.length === 0) {
      const problem = await listInstruments(session, instruments);
      if (problem !== undefined) problems.push(problem);
    }
    await intents.refresh();
    session.state = problems.length === 0 ? 'connected' : 'disconnected';
    session.areKeysTried = !problems.some(({ code }) => REFUSALS.includes(code));
    return { ok: problems.length === 0, problems };
  } finally {
    if (!session.isConnected) session.state = 'disconnected';
  }
}

async function attempt(step: () => Promise<unknown>, ownCode?: ConnectProblemCode): Promise<ConnectProblem | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    if (!(error instanceof MexcError)) throw error;
    const code = problemCodeOf(error);
    return { code: code === 'venue-error' && ownCode !== undefined ? ownCode : code, message: error.message };
  }
}

async function listInstruments(
  session: ExecutionContext['session'],
  instruments: ExecutionContext['instruments'],
): Promise<ConnectProblem | undefined> {
  try {
    const listed = await instruments.getInstruments();
    session.rememberInstruments(listed);
    return listed.length > 0 ? undefined : { code: 'no-instruments', message: 'contract list: found no contract, expected at least one' };
  } catch (error) {
    return { code: 'no-instruments', message: error instanceof Error ? error.message : String(error) };
  }
}

function problemCodeOf(error: MexcError): ConnectProblemCode {
  if (error instanceof CredentialsMissingError || error instanceof CredentialsInvalidError) return 'key-refused';
  if (error instanceof TransportError) {
    if (error.phase !== 'http-status') return 'unreachable';
    return error.httpStatus === UNAUTHORISED ? 'key-refused' : 'venue-error';
  }
  if (!(error instanceof MexcApiError)) return 'venue-error';
  if (error.code === SIGNATURE_REFUSED) return 'signature-refused';
  if (FOREIGN_IP.has(error.code)) return 'ip-refused';
  if (error.kind === 'clock') return 'clock';
  if (error.kind === 'auth') return 'key-refused';
  return error.kind === 'permission' ? 'permission-missing' : 'venue-error';
}
