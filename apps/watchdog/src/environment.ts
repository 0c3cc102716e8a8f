import { type CommandNotifierOptions, type SignedWebhookOptions, readNotifyCommand } from '@prate/risk-gate';
import { readFileSync } from 'node:fs';

/** What only the environment says: the keys, and whom to talk to. The keys are handed on at once and kept nowhere else. */
export interface WatchdogEnvironment {
  readonly credentials: { readonly apiKey: string; readonly apiSecret: string };
  /** Absent: MEXC's. */
  readonly baseUrl?: string;
  /** Hosts that may be talked to beside MEXC's and this machine. */
  readonly allowHosts: readonly string[];
  /** Who is told when it fires, beside the log. */
  readonly hooks: { readonly webhook?: SignedWebhookOptions; readonly command?: CommandNotifierOptions };
}

/** The environment cannot be used; every complaint at once, and never a secret. Nothing was started. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'));
  }
}

/**
 * `MEXC_WATCHDOG_API_KEY`, `MEXC_WATCHDOG_SECRET_KEY` (either also as a file: `…_FILE`), `MEXC_REST_URL`, `MEXC_ALLOW_HOSTS` (by commas).
 * Who is told: `KILL_WEBHOOK_URL` with `KILL_WEBHOOK_SECRET` (or `…_FILE`), `KILL_COMMAND` (a JSON list), as for the trading API. Empty counts
 * as unset.
 *
 * @param env a copy of `process.env`
 * @throws {EnvironmentError}
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): WatchdogEnvironment {
  const complaints: string[] = [];
  const apiKey = readSecret(env, 'MEXC_WATCHDOG_API_KEY', complaints);
  const apiSecret = readSecret(env, 'MEXC_WATCHDOG_SECRET_KEY', complaints);
  const baseUrl = env['MEXC_REST_URL'] || undefined;
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    complaints.push(`MEXC_REST_URL: found ${JSON.stringify(baseUrl)}, expected an address such as https://api.mexc.com`);
  }
  const hooks = readHooks(env, complaints);
  if (complaints.length > 0) throw new EnvironmentError(complaints);
  const allowHosts = (env['MEXC_ALLOW_HOSTS'] ?? '').split(',').map((host) => host.trim());
  return {
    credentials: { apiKey, apiSecret },
    ...(baseUrl !== undefined && { baseUrl }),
    allowHosts: allowHosts.filter((host) => host !== ''),
    hooks,
  };
}

function readHooks(env: Readonly<Record<string, string | undefined>>, complaints: string[]): WatchdogEnvironment['hooks'] {
  const url = env['KILL_WEBHOOK_URL'] || undefined;
  const secretName = 'KILL_WEBHOOK_SECRET';
  if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    complaints.push(`KILL_WEBHOOK_URL: found ${JSON.stringify(url)}, expected an address that begins with https:// or http://`);
  }
  if (url === undefined && (env[secretName] || env[`${secretName}_FILE`])) {
    complaints.push(`KILL_WEBHOOK_URL: missing, expected an address beside ${secretName}`);
  }
  const secret = url === undefined ? '' : readSecret(env, secretName, complaints, 'at least 16 characters, beside KILL_WEBHOOK_URL');
  if (secret !== '' && secret.length < 16) complaints.push(`${secretName}: found ${secret.length} characters, expected at least 16`);
  const text = env['KILL_COMMAND'] || undefined;
  const command = text === undefined ? undefined : readNotifyCommand(text);
  if (text !== undefined && command === undefined) {
    complaints.push('KILL_COMMAND: expected a program and its arguments as a JSON list such as ["/usr/local/bin/page","--urgent"]');
  }
  // No key gets into it.
  const names = ['PATH', 'HOME', 'LANG', 'TZ'];
  const environment = Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] as string]])));
  return { ...(url !== undefined && { webhook: { url, secret } }), ...(command !== undefined && { command: { command, environment } }) };
}

const A_KEY = 'a key of its own with the permissions View Order Details and Order Placing';

function readSecret(env: Readonly<Record<string, string | undefined>>, name: string, complaints: string[], expected = A_KEY): string {
  const path = env[`${name}_FILE`];
  if (env[name]) return env[name];
  if (!path) {
    complaints.push(`${name}: missing, expected ${expected} (or ${name}_FILE)`);
    return '';
  }
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    complaints.push(`${name}_FILE: found ${path} (${(error as NodeJS.ErrnoException).code}), expected the path of a readable file`);
    return '';
  }
}
