import { readFileSync } from 'node:fs';

/** What only the environment says: the keys, and whom to talk to. The keys are handed on at once and kept nowhere else. */
export interface WatchdogEnvironment {
  readonly credentials: { readonly apiKey: string; readonly apiSecret: string };
  /** Absent: MEXC's. */
  readonly baseUrl?: string;
  /** Hosts that may be talked to beside MEXC's and this machine. */
  readonly allowHosts: readonly string[];
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
 * Empty counts as unset.
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
  if (complaints.length > 0) throw new EnvironmentError(complaints);
  const allowHosts = (env['MEXC_ALLOW_HOSTS'] ?? '').split(',').map((host) => host.trim());
  return {
    credentials: { apiKey, apiSecret },
    ...(baseUrl !== undefined && { baseUrl }),
    allowHosts: allowHosts.filter((host) => host !== ''),
  };
}

function readSecret(env: Readonly<Record<string, string | undefined>>, name: string, complaints: string[]): string {
  const path = env[`${name}_FILE`];
  if (env[name]) return env[name];
  if (!path) {
    complaints.push(
      `${name}: missing, expected a key of its own with the permissions View Order Details and Order Placing (or ${name}_FILE)`,
    );
    return '';
  }
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    complaints.push(`${name}_FILE: found ${path} (${(error as NodeJS.ErrnoException).code}), expected the path of a readable file`);
    return '';
  }
}
