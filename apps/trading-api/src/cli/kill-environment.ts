import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountOf } from '../live-environment';

/** Where the switch is. Tokens are handed on and kept nowhere else. */
export interface KillEnvironment {
  readonly tradingMode: string;
  readonly apiUrl: string;
  readonly apiToken?: string;
  readonly adminToken?: string;
  readonly journalDatabase: string;
  /** PostgreSQL: where in it; absent: the journal's own default. */
  readonly journalSchema?: string;
  /** Whose journal; absent: neither name nor key is there. */
  readonly account?: string;
}

type Given = Readonly<Record<string, string | undefined>>;

/**
 * As much of the API's environment as leads to its switch. Unlike the API it starts without keys: halting must not fail for one.
 *
 * @throws the system's error for a file that a `…_FILE` names and that cannot be read
 */
export function readKillEnvironment(env: Given): KillEnvironment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const secret = (name: string): string | undefined => given[name] ?? contentOf(given[`${name}_FILE`]);
  const tradingMode = given['TRADING_MODE'] ?? 'simulated';
  const modeDirectory = join(given['DATA_DIRECTORY'] ?? 'data', tradingMode);
  const host = given['API_HOST'] ?? '127.0.0.1';
  // An address that means every one of this machine is reached at its own.
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  const apiToken = secret('API_TOKEN') ?? contentIfThere(join(modeDirectory, 'api-token'));
  const adminToken = secret('ADMIN_TOKEN');
  const apiKey = given['ACCOUNT_NAME'] === undefined ? secret('MEXC_API_KEY') : undefined;
  const account = accountOf({ ACCOUNT_NAME: given['ACCOUNT_NAME'], MEXC_API_KEY: apiKey });
  return {
    tradingMode,
    apiUrl: `http://${name}:${given['API_PORT'] ?? '3000'}`,
    ...(apiToken === undefined ? {} : { apiToken }),
    ...(adminToken === undefined ? {} : { adminToken }),
    journalDatabase: given['JOURNAL_DATABASE'] ?? join(modeDirectory, 'journal.sqlite'),
    ...(given['JOURNAL_SCHEMA'] === undefined ? {} : { journalSchema: given['JOURNAL_SCHEMA'] }),
    ...(account === undefined ? {} : { account }),
  };
}

function contentOf(path: string | undefined): string | undefined {
  return path === undefined ? undefined : readFileSync(path, 'utf8').trim();
}

function contentIfThere(path: string): string | undefined {
  try {
    return contentOf(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
