import { canonicalQuery, CredentialsMissingError } from '@prate/mexc-auth';
import { type EndpointRow, endpoints, printWireJson } from '@prate/mexc-protocol';
import type { RestSettings } from '../config';
import type { HttpRequest } from './http-send';
import type { EndpointRequest } from './send-request';

/** What of a request leaves, without its signature. */
export interface WireText {
  readonly address: string;
  readonly verb: 'GET' | 'POST';
  readonly query?: EndpointRequest<unknown>['query'];
  /** Printed once: this very text is signed and sent. */
  readonly body?: string;
}

/**
 * @throws {CredentialsMissingError} for a signed row without keys
 * @throws {QueryValueError} for a value that cannot be signed
 */
export function toWireText({ baseUrl, auth }: RestSettings, { endpoint, path, query, body }: EndpointRequest<unknown>): WireText {
  const row: EndpointRow = endpoints[endpoint];
  if (row.isSigned && auth === undefined) throw new CredentialsMissingError(['apiKey', 'apiSecret']);
  const address = `${baseUrl}${fillPath(row.path, path)}`;
  if (row.verb === 'POST') return { address, verb: 'POST', body: printWireJson(body) };
  canonicalQuery(query ?? {});
  return { address, verb: 'GET', ...(query && { query }) };
}

/** Signs just before it leaves: the time in it is the time of leaving, not of asking. */
export function signWireText({ auth, receiveWindowSeconds }: RestSettings, row: EndpointRow, text: WireText): Omit<HttpRequest, 'until'> {
  const { address, verb, query, body } = text;
  const signed =
    row.isSigned && auth !== undefined
      ? auth.signRequest({ verb, ...(query && { query }), ...(body !== undefined && { body }) })
      : { queryText: canonicalQuery(query ?? {}), headers: { 'Content-Type': 'application/json' } };
  const url = signed.queryText === '' ? address : `${address}?${signed.queryText}`;
  const headers = isWelcomeLate(row) ? signed.headers : { ...signed.headers, 'Recv-Window': String(receiveWindowSeconds) };
  return { verb, url, headers, ...(body !== undefined && { body }) };
}

/** What adds or changes does so soon or not at all, a reversal included; a cancel, and what closes all, is welcome late as well. */
function isWelcomeLate(row: EndpointRow): boolean {
  return row.isRepeatable || (row.lane !== 'order' && row !== endpoints['reverse-position']);
}

/** A venue that repeats our key in its message must not bring it into an error. */
export function concealer(headers: Readonly<Record<string, string>>): (words: string) => string {
  const ours = [headers['ApiKey'], headers['Signature']].filter((text) => text !== undefined);
  return (words) => ours.reduce((shown, secret) => shown.replaceAll(secret, '[hidden]'), words);
}

function fillPath(template: string, values: Readonly<Record<string, string>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(values[name] as string));
}
