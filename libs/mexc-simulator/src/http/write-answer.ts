import type { ServerResponse } from 'node:http';

export interface WrittenAnswer {
  readonly status: number;
  readonly text: string;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** More than there is: the answer stays unfinished. Default: as many as there are. */
  readonly announcedBytes?: number;
  /** Called when what there is has left. */
  readonly then?: () => void;
}

/** Writes an answer as the simulator writes all of them; one whose client has gone is written to nobody. */
export function writeAnswer(response: ServerResponse, answer: WrittenAnswer): void {
  const { status, text, contentType = 'application/json', headers = {}, announcedBytes = Buffer.byteLength(text), then } = answer;
  // The date would be the machine's, not the simulator's: equal runs give equal bytes.
  response.sendDate = false;
  response.writeHead(status, {
    'Content-Type': contentType,
    'Content-Length': announcedBytes,
    Server: 'prate-mexc-simulator',
    ...headers,
  });
  if (then === undefined) response.end(text);
  else response.write(text, then);
}
