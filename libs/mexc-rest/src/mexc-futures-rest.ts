import { checkConfig, type MexcRestConfig } from './config';
import { cancelAllOrders } from './endpoints/private/cancel-all-orders';
import { cancelByExternalOid } from './endpoints/private/cancel-by-external-oid';
import { cancelOrders } from './endpoints/private/cancel-orders';
import { changeLeverage } from './endpoints/private/change-leverage';
import { createOrder } from './endpoints/private/create-order';
import { getAssets } from './endpoints/private/get-assets';
import { getLeverage } from './endpoints/private/get-leverage';
import { getOrder } from './endpoints/private/get-order';
import { getOrderByExternalOid } from './endpoints/private/get-order-by-external-oid';
import { getPositionMode } from './endpoints/private/get-position-mode';
import { listOpenOrders } from './endpoints/private/list-open-orders';
import { listOpenPositions } from './endpoints/private/list-open-positions';
import { getContractDetail } from './endpoints/public/get-contract-detail';
import { getFairPrice } from './endpoints/public/get-fair-price';
import { getKlines } from './endpoints/public/get-klines';
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
    getContractDetail: over(send, getContractDetail),
    getKlines: over(send, getKlines),
    getFairPrice: over(send, getFairPrice),
  };
}

function bindPrivate(send: SendRequest) {
  return {
    getAssets: over(send, getAssets),
    listOpenPositions: over(send, listOpenPositions),
    getPositionMode: over(send, getPositionMode),
    getLeverage: over(send, getLeverage),
    changeLeverage: over(send, changeLeverage),
    createOrder: over(send, createOrder),
    cancelOrders: over(send, cancelOrders),
    cancelByExternalOid: over(send, cancelByExternalOid),
    cancelAllOrders: over(send, cancelAllOrders),
    getOrder: over(send, getOrder),
    getOrderByExternalOid: over(send, getOrderByExternalOid),
    listOpenOrders: over(send, listOpenOrders),
  };
}

function over<Rest extends unknown[], Result>(send: SendRequest, call: (send: SendRequest, ...rest: Rest) => Promise<Result>) {
  return (...rest: Rest): Promise<Result> => call(send, ...rest);
}
