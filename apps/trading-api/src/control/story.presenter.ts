import type { JournalEvent } from '@prate/execution-interface';

/** One event of a story: what happened and when, in words beside the details that are kept. */
export function presentEvent(event: JournalEvent): object {
  const { clientOrderId: _, atMs, what, ...details } = event;
  return { atMs, what, text: inWords(event), details };
}

function inWords(event: JournalEvent): string {
  switch (event.what) {
    case 'verdict':
      return `the gate ${event.verdict} it${event.code === undefined ? '' : `: ${event.code}`}${event.message === undefined ? '' : `, ${event.message}`}`;
    case 'recorded':
      return `recorded as ${event.intent.kind} of ${event.intent.symbol}, attempt ${event.attempt}`;
    case 'request':
      return `the request left at ${new Date(event.sentAtMs).toISOString()}`;
    case 'settled':
      return `attempt ${event.attempt}: ${event.outcome.state}${codeOf(event.outcome)}`;
    case 'resolution':
      return `looked for by ${event.evidence}: ${event.found.length === 0 ? 'nothing' : event.found.join(', ')}${event.message === undefined ? '' : ` (${event.message})`}`;
    case 'operator':
      return `${event.by} ${event.act}: ${event.reason}`;
  }
}

function codeOf(outcome: Extract<JournalEvent, { what: 'settled' }>['outcome']): string {
  if ('orderId' in outcome) return ` as order ${outcome.orderId}`;
  return 'code' in outcome ? ` (${String(outcome.code)})` : '';
}
