import { readFile } from 'node:fs/promises';

export interface WatchdogAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Speaks to the watchdog of this machine. */
export class WatchdogLink {
  constructor(
    private readonly url: string,
    /** Read for each call: the watchdog may be started later, and make it then. */
    private readonly tokenFile: string,
  ) {}

  /** @throws Error without the token: the file cannot be read, nobody answers in time, or not in JSON */
  async post(path: 'beat' | 'stand-down', body: object, timeoutMs: number): Promise<WatchdogAnswer> {
    const token = (await readFile(this.tokenFile, 'utf8')).trim();
    const response = await fetch(`${this.url.replace(/\/+$/, '')}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(Math.ceil(timeoutMs)),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}
