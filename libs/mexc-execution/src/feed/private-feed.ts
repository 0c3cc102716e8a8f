import { type EventEvidence, type InstrumentSource, venueOrderId } from '@prate/execution-interface';
import { type WirePushOrderDeal, positionModeCodes } from '@prate/mexc-protocol';
import { LoginRefusedError, type MexcFuturesStream, type PersonalPush, type StreamEvent } from '@prate/mexc-ws';
import { messageOf } from '../commands/denials';
import type { Session } from '../session';
import type { AccountState } from '../state/account-state';
import { dealOfPush, orderOfPush, planOfPush, stopOfPush } from './from-push';
import { chaseFailureOf, protectionChangeOf, riskLimitChangeOf } from './notice-of-push';

/** More than waits in any reconnect; beyond it the oldest go, for the read that follows tells them anyway. */
const BUFFER_LIMIT = 20_000;

export interface PrivateFeedHooks {
  /** Pushes flow (again), and are kept until {@link PrivateFeed.release}: the account has to be read. */
  readonly onReady: () => void;
  /** From now on pushes are missing. */
  readonly onLost: () => void;
  /** A push came that could not be read, or said too little: what it meant has to be read. */
  readonly onDoubt: () => void;
}

export interface PrivateFeedOptions {
  readonly stream: MexcFuturesStream;
  readonly state: AccountState;
  readonly session: Session;
  readonly instruments: InstrumentSource;
  readonly hooks: PrivateFeedHooks;
}

/**
 * The private pushes, in the order they came, into the account's state. After each connect they are kept back until the account has been
 * read; of a connection that is gone nothing is believed any more, for what it could still say the read says better.
 */
export class PrivateFeed {
  /** Of the connection that stands, logged in. */
  epoch?: number;
  /** Of a connection that was lost: the last moment of which nothing is missing, ms since the epoch. */
  lostSinceMs?: number;
  private stop?: () => void;
  private buffer?: StreamEvent<PersonalPush>[];

  constructor(private readonly options: PrivateFeedOptions) {}

  get isUp(): boolean {
    return this.epoch !== undefined;
  }

  /** @throws {CredentialsMissingError} for a stream without keys */
  start(): void {
    if (this.stop !== undefined) return;
    this.stop = this.options.stream.private.watchEverything({
      onEvent: (event) => this.heard(event),
      onReady: ({ epoch }) => {
        this.epoch = epoch;
        delete this.lostSinceMs;
        this.buffer = [];
        this.options.hooks.onReady();
      },
      onGap: ({ sinceMs }) => {
        this.lostSinceMs = sinceMs;
        this.lost();
      },
      onError: (error) => {
        this.options.state.unreadable(`private stream: ${error.message}`, this.evidence());
        if (error instanceof LoginRefusedError) this.lost();
        else this.options.hooks.onDoubt();
      },
    });
  }

  end(): void {
    this.stop?.();
    delete this.stop;
    delete this.epoch;
    delete this.buffer;
  }

  /** Tells what was kept back, in its order, and lets everything after it pass at once. */
  async release(): Promise<void> {
    const { buffer } = this;
    if (buffer === undefined) return;
    for (let event = buffer.shift(); event !== undefined; event = buffer.shift()) {
      if (this.buffer !== buffer) return;
      await this.apply(event);
    }
    if (this.buffer === buffer) delete this.buffer;
  }

  private lost(): void {
    delete this.epoch;
    delete this.buffer;
    this.options.hooks.onLost();
  }

  private heard(event: StreamEvent<PersonalPush>): void | Promise<void> {
    if (event.epoch !== this.epoch) return;
    if (this.buffer === undefined) return this.apply(event);
    this.buffer.push(event);
    if (this.buffer.length > BUFFER_LIMIT) this.buffer.shift();
  }

  private apply(event: StreamEvent<PersonalPush>): Promise<void> {
    const { state, hooks } = this.options;
    const { epoch, receivedAtMs, tsMs } = event;
    const evidence = { source: 'stream', epoch, receivedAtMs, ...(tsMs === undefined ? {} : { tsMs }) } as const;
    return state.inTurn(async () => {
      // It may have ended while this waited for its turn.
      if (epoch !== this.epoch) return;
      try {
        await this.route(event.data, evidence);
      } catch (error) {
        state.unreadable(`push ${event.data.topic}: ${messageOf(error)}`, evidence);
        hooks.onDoubt();
      }
    });
  }

  /** Nothing opens until it was read. */
  private doubtPositionMode(): void {
    this.options.session.isPositionModeDoubtful = true;
    this.options.hooks.onDoubt();
  }

  private async route(push: PersonalPush, evidence: EventEvidence & { readonly tsMs?: number }): Promise<void> {
    const { state, hooks, session } = this.options;
    switch (push.topic) {
      case 'order':
        await state.applyOrder(orderOfPush(push.data), evidence);
        // The venue would have told of the mode itself; where that was lost, the order that it did not take tells.
        if (state.orders.get(venueOrderId(push.data.orderId))?.reason === 'position-mode-not-match') this.doubtPositionMode();
        return;
      case 'order.deal':
        await state.applyTrade(dealOfPush(push.data, await this.settleCurrency(push.data)), evidence);
        return state.archive(evidence);
      case 'position':
        if ((await state.applyPushedPosition(push.data, evidence)) === 'incomplete') hooks.onDoubt();
        return;
      case 'asset':
        return state.applyPushedBalance(push.data, evidence);
      case 'plan.order':
        return state.applyPlan(planOfPush(push.data), evidence);
      case 'stop.planorder':
        return state.applyStop(stopOfPush(push.data), evidence);
      case 'track.order':
        return state.applyTrailing(push.data, evidence);
      case 'adl.level':
        return state.applyAdlLevel(push.data.positionId, push.data.adlLevel, evidence);
      case 'order.chase':
        return state.tellOnce(`chase ${push.data.s}`, chaseFailureOf(push.data), evidence);
      case 'stop.order':
        return state.tellOnce(`protection ${push.data.orderId}`, protectionChangeOf(push.data), evidence);
      case 'risk.limit':
        return state.tellOnce(`risk limit ${push.data.symbol}/${push.data.positionType}`, riskLimitChangeOf(push.data), evidence);
      case 'liquidate.risk':
        return state.applyWarning(push.data, evidence);
      case 'position.mode': {
        const positionMode = positionModeCodes.toWord(push.data.positionMode);
        if (session.positionMode !== positionMode) this.doubtPositionMode();
        state.applyPositionMode(positionMode, evidence);
        return;
      }
      // Settings and messages that no event of the port tells.
      default:
    }
  }

  private async settleCurrency({ feeCurrency, symbol }: WirePushOrderDeal): Promise<string> {
    if (feeCurrency !== undefined) return feeCurrency;
    return (await this.options.instruments.getInstrument(symbol)).settleCurrency;
  }

  private evidence(): EventEvidence {
    return { source: 'stream', ...(this.epoch === undefined ? {} : { epoch: this.epoch }), receivedAtMs: this.options.session.nowMs() };
  }
}
