import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StruckBy } from '../faults/fault-plan';
import { type FaultAnswer, faultRow } from '../faults/fault-rows';
import type { LateTimer } from '../faults/late-timer';
import { type Answer, answerRefusal } from './respond';
import { writeAnswer } from './write-answer';

const DEFAULT_LATE_MS = 15_000;
const DEFAULT_ARRIVAL_MS = 8_000;

export interface StruckRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Carries the request out. */
  readonly accept: () => Answer;
  readonly late: LateTimer;
  /** Lets it arrive so much later on the simulator's clock. */
  readonly arriveAfter: (delayMs: number, arrive: () => void) => void;
  /** What the log is told: HTTP status sent (0: none) and the code that was decided. */
  readonly note: (outcome: { readonly status: number; readonly code?: number }) => void;
}

/** Serves a request that meets a fault. */
export function serveStruck({ name, options }: StruckBy, struck: StruckRequest): void {
  const { accept, late, response, note } = struck;
  const { isAccepted, answer, effect } = faultRow(name);
  const { delayMs = DEFAULT_LATE_MS } = options;
  if (effect === 'accept-late') return late.after(delayMs, () => sendUsual(accept(), struck));
  if (effect === 'arrive-late') {
    struck.arriveAfter(options.delayMs ?? DEFAULT_ARRIVAL_MS, () => note({ status: 0, code: accept().code }));
    return void struck.request.socket.destroy();
  }
  const decided = isAccepted ? accept() : undefined;
  if (effect === 'answer-late' && decided !== undefined) {
    note({ status: decided.status, code: decided.code });
    return late.after(delayMs, () => writeAnswer(response, { status: decided.status, text: decided.text }));
  }
  deliver(answer, decided, struck);
}

function deliver(answer: FaultAnswer, decided: Answer | undefined, struck: StruckRequest): void {
  const { request, response, note } = struck;
  const code = decided === undefined ? {} : { code: decided.code };
  switch (answer.kind) {
    case 'usual':
    case 'distorted':
      if (decided !== undefined) sendUsual(decided, struck);
      return;
    case 'hang-up':
      note({ status: 0, ...code });
      request.socket.destroy();
      return;
    case 'refusal': {
      const refusal = answerRefusal(answer.code, answer.message);
      note({ status: refusal.status, code: decided?.code ?? refusal.code });
      return writeAnswer(response, refusal);
    }
    case 'page': {
      const { status, title } = answer;
      note({ status, ...code });
      const text = `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`;
      return writeAnswer(response, { status, text, contentType: 'text/html' });
    }
    case 'damaged':
      note({ status: 200, ...code });
      return writeDamaged(answer.how, decided?.text ?? '', struck);
  }
}

function sendUsual(decided: Answer, { response, note }: StruckRequest): void {
  note({ status: decided.status, code: decided.code });
  writeAnswer(response, decided);
}

function writeDamaged(how: Extract<FaultAnswer, { kind: 'damaged' }>['how'], text: string, { request, response }: StruckRequest): void {
  const half = text.slice(0, Math.ceil(text.length / 2));
  switch (how) {
    case 'truncated':
      return writeAnswer(response, { status: 200, text: half });
    case 'no-envelope':
      return writeAnswer(response, { status: 200, text: '["no envelope"]' });
    case 'gzip-garbage':
      return writeAnswer(response, { status: 200, text, headers: { 'Content-Encoding': 'gzip' } });
    case 'half-body':
      writeAnswer(response, { status: 200, text: half, announcedBytes: Buffer.byteLength(text), then: () => request.socket.destroy() });
  }
}
