import {
  type EndpointName,
  InvalidJsonError,
  MexcApiError,
  parseWireJson,
  UnreadableResponseError,
  type WireValue,
} from '@prate/mexc-protocol';
import { envelopeSchema } from '@prate/mexc-protocol/schemas';
import { TransportError } from '../errors';
import type { HttpAnswer } from './http-send';

/**
 * `data` of an answer, or the error that says what is known.
 *
 * `success === true` is success, whatever status and code say; nothing else is. Where it is not there:
 *
 * | answer | error | proves |
 * |---|---|---|
 * | HTTP 5xx, whatever it says | TransportError | nothing |
 * | `success: false` with a code of its own | MexcApiError | as the code's row says |
 * | HTTP 429; the firewall's HTML 403 | TransportError | refused |
 * | another status beyond 2xx | TransportError | nothing |
 * | the rest: no JSON, no envelope, `success: false` with code 0, 200 or none | UnreadableResponseError | nothing |
 *
 * @param conceal takes our own key and signature out of words that the venue chose
 */
export function readEnvelope(
  { endpoint, symbol }: { readonly endpoint: EndpointName; readonly symbol?: string | undefined },
  answer: HttpAnswer,
  conceal: (words: string) => string,
): WireValue | undefined {
  const { status } = answer;
  const body = parse(answer.text);
  if (isObject(body.value) && own(body.value, 'success') === true) return own(body.value, 'data');

  const failAs = (proves: 'refused' | 'nothing') =>
    new TransportError(endpoint, { phase: 'http-status', proves, httpStatus: status, ...(symbol !== undefined && { symbol }) });
  if (status >= 500) throw failAs('nothing');

  const envelope = isObject(body.value) ? envelopeSchema.safeParse({ ...body.value }) : undefined;
  const code = envelope?.success === true ? envelope.data.code : undefined;
  if (envelope?.success === true && code !== undefined && code !== 0 && code !== 200) {
    throw new MexcApiError(endpoint, code, conceal(envelope.data.message ?? ''), symbol);
  }
  if (status === 429 || (status === 403 && isHtml(answer))) throw failAs('refused');
  if (status < 200 || status > 299) throw failAs('nothing');
  throw new UnreadableResponseError(endpoint, status, conceal(body.problem ?? problemOf(envelope, code)), symbol);
}

function parse(text: string): { value?: WireValue; problem?: string } {
  try {
    return { value: parseWireJson(text) };
  } catch (error) {
    if (error instanceof InvalidJsonError) return { problem: error.message };
    throw error;
  }
}

function problemOf(envelope: ReturnType<typeof envelopeSchema.safeParse> | undefined, code: number | undefined): string {
  if (envelope === undefined) return 'found JSON that is no object, expected an envelope';
  if (envelope.success) return `found success false with code ${code ?? 'missing'}, expected a code that says why`;
  const [issue] = envelope.error.issues;
  return `envelope.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown shape'}`;
}

function isObject(value: WireValue | undefined): value is { readonly [key: string]: WireValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: { readonly [key: string]: WireValue }, key: string): WireValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function isHtml({ contentType, text }: HttpAnswer): boolean {
  return /\bhtml\b/i.test(contentType) || /^\s*</.test(text);
}
