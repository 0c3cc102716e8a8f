import type { KillEnvironment } from './kill-environment';
import type { KillAsked } from './kill-flags';

/** `away`: nobody answered, so nobody did anything, or it cannot be told. */
export type ApiAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'away'; readonly why: string };

const PATH = '/api/v1/accounts/default/kill-switch';
/** A trip waits for the cancels, and those for the exchange. */
const TIMEOUT_MS = { status: 5_000, trip: 30_000, reset: 10_000 } as const;

export async function askApi(
  { apiUrl, apiToken, adminToken }: KillEnvironment,
  { act, reason, by, confirm }: Extract<KillAsked, { kind: 'act' }>,
): Promise<ApiAnswer> {
  const token = act === 'reset' ? (adminToken ?? apiToken) : apiToken;
  try {
    const response = await fetch(`${apiUrl}${PATH}${act === 'status' ? '' : `/${act}`}`, {
      method: act === 'status' ? 'GET' : 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS[act]),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(act === 'status' ? {} : { 'content-type': 'application/json' }),
      },
      ...(act === 'status' ? {} : { body: JSON.stringify({ reason, by, ...(confirm === undefined ? {} : { confirm }) }) }),
    });
    return { kind: 'answered', status: response.status, body: (await response.json()) as Record<string, unknown> };
  } catch (error) {
    const { name, cause } = error as { readonly name: string; readonly cause?: { readonly code?: string } };
    return { kind: 'away', why: cause?.code ?? name };
  }
}
