import { checkConfig, type MexcRestConfig } from './config';
import { bindAccount } from './endpoints/bind-account';
import { bindMarket } from './endpoints/bind-market';
import { bindOrder } from './endpoints/bind-order';
import { bindPosition } from './endpoints/bind-position';
import { getServerTime } from './endpoints/public/get-server-time';
import { observeServerTime } from './observe-server-time';
import { HttpSend } from './transport/http-send';
import { type CallOptions, createSendRequest, type SendRequest } from './transport/send-request';

/**
 * The REST endpoints of MEXC Futures, one function each; each is documented in the file named like it. Nothing here repeats a call:
 * every error says what it proves (`not-sent`, `refused`, `nothing`), and what to do about it is the caller's.
 */
export class MexcFuturesRest {
  readonly public: ReturnType<typeof bindPublic>;
  readonly private: ReturnType<typeof bindPrivate>;
  readonly #httpSend = new HttpSend();

  /** @throws {RestConfigInvalidError} naming everything that is wrong with the configuration */
  constructor(config: MexcRestConfig = {}) {
    const settings = checkConfig(config);
    const send = createSendRequest(settings, this.#httpSend);
    this.public = bindPublic(send, settings);
    this.private = bindPrivate(send);
  }

  /** Lets go of all connections. Await the calls in flight first: they would end as TransportError `reset`. Later calls are not sent. */
  close(): void {
    this.#httpSend.close();
  }
}

function bindPublic(send: SendRequest, { auth }: Pick<MexcRestConfig, 'auth'>) {
  return {
    /** Also tells the clock of `auth`, which signs by it. */
    getServerTime: (options?: CallOptions) => observeServerTime(auth?.clock, () => getServerTime(send, options)),
    ...bindMarket(send),
  };
}

function bindPrivate(send: SendRequest) {
  return { ...bindAccount(send), ...bindPosition(send), ...bindOrder(send) };
}
