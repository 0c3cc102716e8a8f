import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Exchange } from '../exchange/exchange';
import type { ExchangeEvent } from '../exchange/exchange-event';
import type { ClockSkew } from '../faults/clock-skew';
import type { StreamFaults } from '../faults/stream-faults';
import type { SimulatorKeys } from '../http/authentication';
import { Connection } from './connection';
import { contractPush, personalPush } from './exchange-pushes';
import { type Push, errorFrame, pushFrame } from './frames';
import { answerMessage } from './messages';
import { PumpTimer } from './pump-timer';
import type { StreamLog } from './stream-log';

/** Path of the venue's socket (reference 8.1). */
export const STREAM_PATH = '/edge';

const LARGEST_MESSAGE_BYTES = 65_536;
const PING_MISSING = 'more than 60 seconds no response, close the channel';

export interface StreamServerParts {
  readonly exchange: Exchange;
  readonly keys: SimulatorKeys;
  readonly skew: ClockSkew;
  readonly faults: StreamFaults;
  readonly log: StreamLog;
  /** Real milliseconds between two pumps while somebody is connected; 0 leaves it to the caller. */
  readonly pushEveryMs: number;
}

/**
 * The WebSocket side: takes over sockets from the HTTP server, answers messages, and pushes. What an order does is pushed at once; the
 * market, which only moves when it is looked at, is pushed by {@link pump}.
 */
export class StreamServer {
  private readonly sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: LARGEST_MESSAGE_BYTES });
  private readonly connections = new Set<Connection>();
  private readonly timer: PumpTimer;
  private opened = 0;

  constructor(private readonly parts: StreamServerParts) {
    this.timer = new PumpTimer(parts.pushEveryMs, () => this.pump());
    parts.exchange.listen((event) => this.tell(event));
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  /** Takes over a connection that asked to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => this.welcome(webSocket));
  }

  /** Brings the exchange to the present, closes who did not ping, and pushes what has changed to everybody else. */
  pump(): void {
    const { exchange } = this.parts;
    exchange.advance();
    const { nowMs } = exchange;
    for (const connection of this.connections) {
      if (connection.isOverdue(nowMs)) {
        connection.close(errorFrame(PING_MISSING, nowMs));
        this.forget(connection);
        continue;
      }
      for (const { topic, feed } of connection.subscriptions) {
        for (const push of feed()) this.push(connection, { topic, ...push });
      }
      for (const frame of this.parts.faults.due(connection.id, nowMs)) this.send(connection, frame);
      connection.flush(nowMs);
    }
  }

  /** All connections of this moment go without a word. */
  cut(): void {
    for (const connection of this.connections) {
      connection.cut();
      this.forget(connection);
    }
  }

  /** All connections of this moment fall silent and stay open. */
  halfOpen(): void {
    for (const connection of this.connections) connection.turnDeaf();
  }

  /** No timer and no socket outlives it. May be called twice. */
  stop(): void {
    this.timer.stop();
    this.connections.clear();
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
  }

  private welcome(socket: WebSocket): void {
    const { exchange } = this.parts;
    exchange.advance();
    this.opened += 1;
    const connection = new Connection(this.opened, socket, exchange.nowMs);
    this.connections.add(connection);
    this.parts.log.add({ atMs: exchange.nowMs, connection: connection.id, event: 'opened' });
    socket.on('message', (data, isBinary) => this.hear(connection, data, isBinary));
    socket.on('close', () => this.forget(connection));
    // A frame that breaks the protocol: there is nobody to explain it to.
    socket.on('error', () => socket.terminate());
    this.timer.start();
  }

  private hear(connection: Connection, data: RawData, isBinary: boolean): void {
    const { exchange, log } = this.parts;
    exchange.advance();
    const { nowMs } = exchange;
    if (isBinary) return this.send(connection, errorFrame('text frames only', nowMs));
    const { message, frame, isRefused } = answerMessage((data as Buffer).toString('utf8'), connection, this.parts);
    log.add({ atMs: nowMs, connection: connection.id, event: 'message', ...message, isRefused });
    if (frame !== undefined) this.send(connection, frame);
  }

  private tell(event: ExchangeEvent): void {
    const { exchange } = this.parts;
    if (event.kind === 'contract') {
      for (const connection of this.connections) {
        if (connection.subscriptions.some(({ topic }) => topic === 'contract')) this.push(connection, contractPush(event.symbol, exchange));
      }
      return;
    }
    const personal = personalPush(event, exchange);
    if (personal === undefined) return;
    const { key, about, ...push } = personal;
    for (const connection of this.connections) {
      if (connection.filter?.passes(key, about) === true) this.push(connection, push);
    }
  }

  private push(connection: Connection, push: Push): void {
    const { nowMs } = this.parts.exchange;
    const { frames, isCut } = this.parts.faults.pushed(connection.id, push.topic, { frame: pushFrame(push, nowMs), nowMs });
    for (const each of frames) this.send(connection, each);
    if (!isCut) return;
    connection.cut();
    this.forget(connection);
  }

  private send(connection: Connection, frame: string): void {
    const { nowMs } = this.parts.exchange;
    connection.send(frame, nowMs + this.parts.faults.delayMs, nowMs);
  }

  private forget(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    // What was held back for it has nobody to go to.
    this.parts.faults.due(connection.id, Number.POSITIVE_INFINITY);
    this.parts.log.add({ atMs: this.parts.exchange.nowMs, connection: connection.id, event: 'closed' });
    if (this.connections.size === 0) this.timer.stop();
  }
}
