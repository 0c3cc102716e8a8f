import * as http from 'node:http';
import * as https from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Agents } from './create-agents';
import type { HttpAnswer, HttpRequest } from './http-send';

/** The largest true answer, all contracts in detail, has about 2.3 MB (reference 4.2); reading 50 MB would hold everything else up for seconds. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;
/** What came in full counts, also where its checksum was left out. */
const LENIENT = { finishFlush: constants.Z_SYNC_FLUSH };

export class ExchangeError extends Error {
  constructor(readonly code: 'ANSWER_TOO_LARGE' | 'CALL_ENDED') {
    super(code);
  }
}

/**
 * One request over `node:http`, header and body in one write, and its answer as text; a compressed one is unpacked. Nothing is followed and
 * nothing repeated.
 *
 * @param onRequest sees the request before any byte of it can have left
 */
export function exchangeText(
  { verb, url, headers, body, until }: HttpRequest,
  agents: Agents,
  onRequest: (request: http.ClientRequest) => void,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { isSecure, hostname, port, path } = addressOf(url);
    const options = { hostname, port, path, method: verb, headers };
    const request = isSecure ? https.request({ ...options, agent: agents.https }) : http.request({ ...options, agent: agents.http });
    let stop: () => void = () => undefined;
    const fail = (error: unknown) => {
      stop();
      reject(error);
      request.destroy();
    };
    request.on('error', fail);
    stop = until.onEnd(() => fail(new ExchangeError('CALL_ENDED')));
    request.once('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const source = unpacked(response, fail);
      source.on('error', fail);
      source.on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > LARGEST_ANSWER_BYTES) fail(new ExchangeError('ANSWER_TOO_LARGE'));
      });
      source.on('end', () => {
        stop();
        resolve({ status: response.statusCode ?? 0, contentType: response.headers['content-type'] ?? '', text: textOf(parts) });
      });
    });
    onRequest(request);
    request.end(body);
  });
}

interface Address {
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string;
}

/** Of the last origin: a client has one. */
let known: { readonly origin: string; readonly address: Address } | undefined;

function addressOf(url: string): Address & { readonly path: string } {
  const end = url.indexOf('/', url.indexOf('://') + 3);
  const origin = end < 0 ? url : url.slice(0, end);
  if (known?.origin !== origin) {
    const { protocol, hostname, port } = new URL(origin);
    known = { origin, address: { isSecure: protocol === 'https:', hostname: hostname.replace(/^\[|\]$/g, ''), port } };
  }
  return { ...known.address, path: end < 0 ? '/' : url.slice(end) };
}

function unpacked(response: http.IncomingMessage, fail: (error: unknown) => void): Readable {
  const unpack = unpackerOf(response.headers['content-encoding']);
  return unpack === undefined ? response : pipeline(response, unpack, (error) => error && fail(error));
}

function unpackerOf(encoding: string | undefined) {
  switch (encoding?.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip(LENIENT);
    case 'deflate':
      return createInflate(LENIENT);
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

function textOf(parts: readonly Buffer[]): string {
  const text = (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
