import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';

/** A frame as sent, and as JSON.parse reads it: good for everything but long ids. */
export interface RawFrame {
  readonly text: string;
  readonly isBinary: boolean;
  readonly channel: string;
  readonly symbol?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- any channel's data; the specs compare it whole
  readonly data: any;
  readonly ts: number | string;
}

/** A socket that keeps everything it hears; it signs by hand, and no client of this repository is involved. */
export class RawStream {
  readonly frames: RawFrame[] = [];
  readonly closed: Promise<number>;
  private waiting: (() => void)[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data, isBinary) => {
      const text = (data as Buffer).toString('utf8');
      this.frames.push({ text, isBinary, ...(JSON.parse(text) as Omit<RawFrame, 'text' | 'isBinary'>) });
      this.waiting.splice(0).forEach((wake) => wake());
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  }

  static async open(wsUrl: string): Promise<RawStream> {
    const socket = new WebSocket(wsUrl);
    const stream = new RawStream(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return stream;
  }

  /** Sends a message and answers the frame that follows: an acknowledgement, an error or a pong. */
  async ask(message: object | string): Promise<RawFrame> {
    const before = this.answers().length;
    this.send(message);
    await this.until(() => this.answers().length > before);
    return this.answers()[before] as RawFrame;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  sendBinary(bytes: Uint8Array): void {
    this.socket.send(bytes, { binary: true });
  }

  subscribe(topic: string, param: object = {}): Promise<RawFrame> {
    return this.ask({ method: `sub.${topic}`, param });
  }

  login(keys: { apiKey: string; apiSecret: string }, nowMs: number, extra: object = {}): Promise<RawFrame> {
    const reqTime = String(nowMs);
    const signature = createHmac('sha256', keys.apiSecret).update(`${keys.apiKey}${reqTime}`).digest('hex');
    return this.ask({ method: 'login', param: { apiKey: keys.apiKey, reqTime, signature }, ...extra });
  }

  /** Everything the simulator has sent so far has arrived when the pong to this arrives. */
  async settle(): Promise<readonly RawFrame[]> {
    await this.ask({ method: 'ping' });
    return this.frames;
  }

  /** Pushes of a channel, after {@link settle}. */
  async pushes(topic: string): Promise<readonly RawFrame[]> {
    await this.settle();
    return this.frames.filter(({ channel }) => channel === `push.${topic}`);
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  close(): void {
    this.socket.close();
  }

  private answers(): readonly RawFrame[] {
    return this.frames.filter(({ channel }) => !channel.startsWith('push.'));
  }
}
