export interface SignedWebhookOptions {
  readonly url: string;
  readonly secret: string;
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
}

/**
 * Hands a message to somebody else's address, once. `X-Prate-Signature` is `sha256=` and the HMAC-SHA256, in hex, of the time in
 * `X-Prate-Timestamp` (ms since the epoch), a full stop and the body as sent: whoever has the secret can tell that it is ours and how old it is.
 */
export class SignedWebhook {
  readonly #options: SignedWebhookOptions;

  constructor(options: SignedWebhookOptions) {
    this.#options = options;
  }

  /** @throws {Error} unless it was taken (HTTP 2xx) in time; names neither the address nor the secret */
  async send(message: object, nowMs: number): Promise<void> {
    const { url, secret, timeoutMs = 5_000 } = this.#options;
    const body = JSON.stringify(message);
    const signature = await hmac(secret, `${nowMs}.${body}`);
    let status: number;
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'Content-Type': 'application/json', 'X-Prate-Timestamp': String(nowMs), 'X-Prate-Signature': `sha256=${signature}` },
        body,
      });
      await response.body?.cancel();
      ({ status } = response);
    } catch (error) {
      throw new Error(`webhook: found no answer (${error instanceof Error ? error.name : 'unknown'}), expected one within ${timeoutMs} ms`);
    }
    if (status < 200 || status > 299) throw new Error(`webhook: found HTTP ${status}, expected 2xx`);
  }
}

/** HMAC-SHA256 of UTF-8, hex; by the platform's own WebCrypto. */
async function hmac(secret: string, text: string): Promise<string> {
  const { subtle } = globalThis.crypto;
  const words = new TextEncoder();
  const key = await subtle.importKey('raw', words.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return Buffer.from(await subtle.sign('HMAC', key, words.encode(text))).toString('hex');
}
