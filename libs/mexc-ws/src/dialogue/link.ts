import { publicChannels } from '@prate/mexc-protocol';
import { pingMessage } from '../client-messages';
import { UnknownChannelError } from '../errors';
import { type Frame, readFrame, readPublicFrame } from '../socket/frame-codec';
import { ReconnectingSocket, type SocketLoss } from '../socket/reconnecting-socket';
import { SendPacer } from '../socket/send-pacer';
import { type Answer, type PendingRequest, RequestDispatcher } from './request-dispatcher';
import type { StreamContext } from './stream-context';

export type PushFrame = Extract<Frame, { kind: 'push' }>;

export interface LinkListeners {
  onOpen(epoch: number): void;
  onPush(frame: PushFrame, epoch: number, receivedAtMs: number): void;
  /** After `onPush` where it was a push; `serverTimeMs` is the gateway's clock. */
  onHeard?(serverTimeMs: number, epoch: number, receivedAtMs: number): void;
  /** A frame came that could not be read, so that nobody knows what it said; one of a channel in no table is none of those. */
  onUnreadable?(epoch: number, receivedAtMs: number): void;
  /** After all its requests have ended. */
  onLost(loss: SocketLoss): void;
}

/** One connection that comes back, with paced sending and questions that get their answers; it knows no topic. */
export class Link {
  readonly #socket: ReconnectingSocket;
  readonly #pacer: SendPacer;
  readonly #dispatcher: RequestDispatcher;
  readonly #read: (text: string) => Frame;

  constructor(
    private readonly context: StreamContext,
    readonly name: string,
    kind: 'public' | 'private',
    private readonly listeners: LinkListeners,
  ) {
    const { settings, nextEpoch, tellState } = context;
    this.#read = kind === 'public' ? readPublicFrame : readFrame;
    this.#pacer = new SendPacer(settings.timer, settings.sendsPerSecond, (text) => this.#write(text));
    this.#dispatcher = new RequestDispatcher(settings.timer, this.#pacer, settings.answerTimeoutMs);
    this.#socket = new ReconnectingSocket(settings, settings.timer, settings.openSocket, nextEpoch, {
      onOpen: (epoch) => {
        tellState({ kind: 'connected', connection: name, epoch });
        // Whoever was told may have ended it.
        if (this.epoch === epoch) listeners.onOpen(epoch);
      },
      onText: (text, epoch) => this.#received(text, epoch),
      onUnreadable: (error, epoch) => this.#unreadable(error, epoch),
      onPing: () => this.#pacer.sendFirst(pingMessage()),
      onLost: (loss) => {
        this.#dispatcher.close();
        tellState({ kind: 'lost', connection: name, ...loss });
        listeners.onLost(loss);
      },
      onRetry: (retry) => tellState({ kind: 'retry', connection: name, ...retry }),
    });
  }

  /** Of the connection that stands, if one does. */
  get epoch(): number | undefined {
    return this.#socket.epoch;
  }

  /** When anything was last heard on the connection that stands, ms since the epoch. */
  get heardAtMs(): number | undefined {
    return this.#socket.heardAtMs;
  }

  start(): void {
    this.#socket.start();
  }

  async stop(): Promise<void> {
    await this.#socket.stop();
    this.context.tellState({ kind: 'closed', connection: this.name });
  }

  restart(reason: string): void {
    this.#socket.restart(reason);
  }

  pause(reason: string): void {
    this.#socket.pause(reason);
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Sends when its turn comes; `onAnswer` is called once, at the latest when the connection ends. */
  ask(text: string, answerChannel: string, onAnswer: (answer: Answer) => void): PendingRequest {
    if (this.epoch === undefined) {
      onAnswer({ kind: 'unanswered', wasSent: false });
      return { withdraw: () => false };
    }
    return this.#dispatcher.ask(text, answerChannel, onAnswer);
  }

  #write(text: string): void {
    this.#socket.send(text);
    this.#record('sent', /"method":"([^"]*)"/.exec(text)?.[1], text.length);
  }

  #received(text: string, epoch: number): void {
    let frame: Frame;
    try {
      frame = this.#read(text);
    } catch (error) {
      this.#record('received', undefined, text.length);
      return this.#unreadable(error, epoch);
    }
    this.#record('received', channelOf(frame), text.length);
    switch (frame.kind) {
      case 'push': {
        const receivedAtMs = this.context.settings.timer.nowMs();
        this.listeners.onPush(frame, epoch, receivedAtMs);
        if (frame.tsMs !== undefined) this.listeners.onHeard?.(frame.tsMs, epoch, receivedAtMs);
        return;
      }
      case 'pong':
        return this.listeners.onHeard?.(frame.serverTimeMs, epoch, this.context.settings.timer.nowMs());
      case 'error': {
        const isMatched = this.#dispatcher.refused(frame.channel, frame.text);
        return this.context.tellState({ kind: 'venue-error', connection: this.name, epoch, words: frame.text, isMatched });
      }
      case 'ack':
      case 'login-ack':
      case 'filter-ack':
        this.#dispatcher.acked(channelOf(frame));
    }
  }

  #unreadable(error: unknown, epoch: number): void {
    this.context.drift.noteFrame(error);
    if (!(error instanceof UnknownChannelError)) this.listeners.onUnreadable?.(epoch, this.context.settings.timer.nowMs());
  }

  #record(direction: 'received' | 'sent', channel: string | undefined, characters: number): void {
    const { onFrame } = this.context.settings;
    const { epoch } = this;
    if (onFrame === undefined || epoch === undefined) return;
    onFrame({ direction, connection: this.name, epoch, ...(channel !== undefined && { channel }), characters });
  }
}

function channelOf(frame: Frame): string {
  switch (frame.kind) {
    case 'pong':
      return 'pong';
    case 'login-ack':
      return 'rs.login';
    case 'filter-ack':
      return 'rs.personal.filter';
    case 'ack': {
      const { ack, unsubscribeAck } = publicChannels[frame.topic];
      return frame.isUnsubscribe ? unsubscribeAck : ack;
    }
    case 'error':
    case 'push':
      return frame.channel;
  }
}
