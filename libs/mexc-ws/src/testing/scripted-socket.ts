import type { OpenSocket, SocketFactory, SocketListeners } from '../socket/open-socket';

/** What is said in a transcript: `>` by the client, `<` in answer to it, `=` by the venue unasked. */
export interface TranscriptLine {
  readonly kind: 'sent' | 'answered' | 'pushed';
  readonly text: string;
}

/** Reads a transcript: one message a line after `> `, `< ` or `= `; empty lines and those with `#` are comments. */
export function readTranscript(transcript: string): readonly TranscriptLine[] {
  const kinds = { '>': 'sent', '<': 'answered', '=': 'pushed' } as const;
  return transcript
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line, at) => {
      const kind = kinds[line[0] as keyof typeof kinds];
      if (kind === undefined || line[1] !== ' ')
        throw new RangeError(`transcript line ${at + 1}: found ${line.slice(0, 20)}, expected >, < or =`);
      return { kind, text: line.slice(2) };
    });
}

interface Connection {
  readonly listeners: SocketListeners;
  isOpen: boolean;
}

/**
 * Stands in for the venue, without a network: `new MexcFuturesStream({ openSocket: scripted.openSocket })`. It records what is sent, and answers by
 * `answer`, or by a transcript with {@link ScriptedSocket.playing}. Every answer comes in a microtask, as from a socket.
 */
export class ScriptedSocket {
  /** Everything sent, on all connections, in order. */
  readonly sent: string[] = [];
  /** Connections asked for so far. */
  attempts = 0;
  /** While false, connections are asked for and never open. */
  isReachable = true;
  readonly #connections: Connection[] = [];

  /** @param answer what the venue says to a message; nothing means silence */
  constructor(public answer: (text: string) => readonly string[] = () => []) {}

  /** Answers each `>` line with the `<` and `=` lines that follow it. */
  static playing(transcript: string): ScriptedSocket {
    const lines = readTranscript(transcript);
    return new ScriptedSocket((text) => {
      const at = lines.findIndex((line) => line.kind === 'sent' && line.text === text);
      const after = at < 0 ? [] : lines.slice(at + 1);
      const end = after.findIndex(({ kind }) => kind === 'sent');
      return (end < 0 ? after : after.slice(0, end)).map((line) => line.text);
    });
  }

  /** Connections that stand. */
  get open(): number {
    return this.#connections.filter(({ isOpen }) => isOpen).length;
  }

  /** To be given as `openSocket`. */
  readonly openSocket: SocketFactory = (_url, listeners): OpenSocket => {
    this.attempts += 1;
    const connection: Connection = { listeners, isOpen: false };
    let isOver = false;
    queueMicrotask(() => {
      if (isOver || !this.isReachable) return;
      connection.isOpen = true;
      this.#connections.push(connection);
      listeners.onOpen();
    });
    return {
      send: (text) => {
        this.sent.push(text);
        const answers = this.answer(text);
        queueMicrotask(() => answers.forEach((answer) => connection.isOpen && listeners.onText(answer)));
      },
      end: () => {
        if (isOver) return;
        isOver = true;
        queueMicrotask(() => this.#close(connection, 'ended'));
      },
    };
  };

  /** The venue speaks, on every connection. */
  push(text: string): void {
    for (const { isOpen, listeners } of [...this.#connections]) if (isOpen) listeners.onText(text);
  }

  /** Cuts every connection. */
  cut(reason = 'cut'): void {
    for (const connection of [...this.#connections]) this.#close(connection, reason);
  }

  /** What connections that were cut still say: late frames. */
  pushLate(text: string): void {
    for (const { isOpen, listeners } of [...this.#connections]) if (!isOpen) listeners.onText(text);
  }

  #close(connection: Connection, reason: string): void {
    connection.isOpen = false;
    connection.listeners.onClosed(reason);
  }
}
