import { join } from 'node:path';
import type { ConfigurationComplaint } from './environment';
import { keyFingerprint } from './security/key-fingerprint';
import { isLoopbackHost } from './security/loopback-rule';

/** What only live mode needs. */
export interface LiveSettings {
  /** A function, so that whoever prints the configuration prints no key. */
  readonly keys: () => { readonly apiKey: string; readonly apiSecret: string };
  /** Whether orders may leave at all. */
  readonly isArmed: boolean;
  /** Whose journal and whose lease it is; no secret. */
  readonly account: string;
  /** Path of a SQLite file, or `postgres://…`. */
  readonly journalDatabase: string;
  /** PostgreSQL: where in it; each account has its own. Absent: the journal's own default. */
  readonly journalSchema?: string;
  /** Where processes agree on who sends; absent: nowhere, this one believes itself alone. `postgres://…` or `redis://…`. */
  readonly leaseDatabase?: string;
}

type Given = Readonly<Record<string, string | undefined>>;

/** Shown as present or missing only; addresses of databases hold passwords. */
export const LIVE_SECRETS = ['MEXC_API_KEY', 'MEXC_SECRET_KEY', 'JOURNAL_DATABASE', 'LEASE_DATABASE'] as const;

/** What keeps live mode from starting, all at once. `earlier`: complaints that were found before; what they name is not named again. */
export function liveComplaints(given: Given, earlier: readonly ConfigurationComplaint[]): ConfigurationComplaint[] {
  const complaints: ConfigurationComplaint[] = [];
  const isNamed = (name: string): boolean => earlier.some((complaint) => complaint.name === name || complaint.name === `${name}_FILE`);
  const need = (name: string, expected: string): void => {
    if (given[name] === undefined && !isNamed(name)) complaints.push({ name, found: 'missing', expected });
  };
  need('MEXC_API_KEY', 'the key of the account, or MEXC_API_KEY_FILE, because TRADING_MODE is live');
  need('MEXC_SECRET_KEY', 'the secret of that key, or MEXC_SECRET_KEY_FILE, because TRADING_MODE is live');
  need('API_TOKEN', 'a token, or API_TOKEN_FILE: live mode makes none by itself');
  if (given['LIVE_TRADING'] !== undefined && given['LIVE_TRADING'] !== 'armed') {
    complaints.push({
      name: 'LIVE_TRADING',
      found: JSON.stringify(given['LIVE_TRADING']),
      expected: 'armed, or unset: then every trade is denied',
    });
  }
  if (given['LIVE_TRADING'] === 'armed') {
    need('ADMIN_TOKEN', 'the token of an operator, or ADMIN_TOKEN_FILE, because LIVE_TRADING is armed: API_TOKEN must not end a halt');
  }
  if (given['ACCOUNT_NAME'] !== undefined && !/^[A-Za-z0-9._-]{1,60}$/.test(given['ACCOUNT_NAME'])) {
    complaints.push({ name: 'ACCOUNT_NAME', found: JSON.stringify(given['ACCOUNT_NAME']), expected: '1 to 60 of A-Z a-z 0-9 . _ -' });
  }
  complaints.push(...schemaComplaints(given));
  if (given['LEASE_DATABASE'] !== undefined && !/^(postgres(ql)?|rediss?):\/\//.test(given['LEASE_DATABASE'])) {
    complaints.push({ name: 'LEASE_DATABASE', found: 'present', expected: 'an address that begins with postgres:// or redis://' });
  }
  return [...complaints, ...addressComplaints(given)];
}

function schemaComplaints({ JOURNAL_SCHEMA: schema, JOURNAL_DATABASE: database }: Given): ConfigurationComplaint[] {
  if (schema === undefined) return [];
  const found = JSON.stringify(schema);
  if (!isPostgres(database)) {
    return [
      { name: 'JOURNAL_SCHEMA', found, expected: 'none, because JOURNAL_DATABASE is no PostgreSQL: a file is of one account anyway' },
    ];
  }
  // What begins with pg_ belongs to the server.
  if (/^(?!pg_)[a-z_][a-z0-9_]{0,62}$/.test(schema)) return [];
  return [{ name: 'JOURNAL_SCHEMA', found, expected: '1 to 63 of a-z 0-9 _, beginning with no digit and not with pg_' }];
}

function isPostgres(database: string | undefined): boolean {
  return database !== undefined && /^postgres(ql)?:\/\//.test(database);
}

/** Keys and orders go to MEXC; to a program of this machine only when that is said aloud, so that nobody takes a double for the exchange. */
function addressComplaints(given: Given): ConfigurationComplaint[] {
  const names = ['MEXC_REST_URL', 'MEXC_STREAM_URL'];
  const stated = names.filter((name) => given[name] !== undefined);
  if (stated.length === 1) {
    const missing = names.find((name) => !stated.includes(name)) as string;
    return [{ name: missing, found: 'missing', expected: `both MEXC_REST_URL and MEXC_STREAM_URL, or neither: they are one exchange` }];
  }
  const isAllowed = given['MEXC_ALLOW_THIS_MACHINE'] === 'yes';
  return stated
    .filter((name) => !isAllowed && isOfThisMachine(given[name] as string))
    .map((name) => ({
      name,
      found: JSON.stringify(given[name]),
      expected: 'an address of MEXC: live mode sends to this machine only with MEXC_ALLOW_THIS_MACHINE=yes',
    }));
}

function isOfThisMachine(address: string): boolean {
  return URL.canParse(address) && isLoopbackHost(new URL(address).hostname.replace(/^\[|\]$/g, ''));
}

/** @param given without complaints */
export function liveSettings(given: Given, modeDirectory: string): LiveSettings {
  const apiKey = given['MEXC_API_KEY'] as string;
  const apiSecret = given['MEXC_SECRET_KEY'] as string;
  const journalDatabase = given['JOURNAL_DATABASE'] ?? join(modeDirectory, 'journal.sqlite');
  const leaseDatabase = given['LEASE_DATABASE'] ?? (isPostgres(journalDatabase) ? journalDatabase : undefined);
  return {
    keys: () => ({ apiKey, apiSecret }),
    isArmed: given['LIVE_TRADING'] === 'armed',
    account: accountOf(given) as string,
    journalDatabase,
    ...(given['JOURNAL_SCHEMA'] === undefined ? {} : { journalSchema: given['JOURNAL_SCHEMA'] }),
    ...(leaseDatabase === undefined ? {} : { leaseDatabase }),
  };
}

/** By name, or by the fingerprint of the key; undefined where there is neither. */
export function accountOf(given: Given): string | undefined {
  if (given['ACCOUNT_NAME'] !== undefined) return given['ACCOUNT_NAME'];
  return given['MEXC_API_KEY'] === undefined ? undefined : `key-${keyFingerprint(given['MEXC_API_KEY'])}`;
}
