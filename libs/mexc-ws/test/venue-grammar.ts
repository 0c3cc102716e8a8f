/** What a message of a client says. */
export interface ClientMessage {
  readonly method: string;
  readonly param?: Readonly<Record<string, unknown>>;
}

export const readMessage = (text: string) => JSON.parse(text) as ClientMessage;

/** The venue's plain answer to every message: pong, or an ack (reference 8.1, 8.2). */
export function politeAnswer(text: string): string {
  const { method } = readMessage(text);
  const ts = 1788000000000;
  return method === 'ping'
    ? JSON.stringify({ channel: 'pong', data: ts, ts })
    : JSON.stringify({ channel: `rs.${method}`, data: 'success', ts: String(ts) });
}

/** A push of each public topic that takes a symbol, as in reference 8.4. */
export const samplePush = {
  kline: (symbol: string, t = 1787999940) =>
    `{"symbol":"${symbol}","data":{"symbol":"${symbol}","interval":"Min1","t":${t},"o":60001,"c":60010,"h":60015.5,"l":59998,"a":1200150.4,"q":200000},"channel":"push.kline","ts":1788000000500}`,
  deal: (symbol: string, id = '"16000000001"') =>
    `{"symbol":"${symbol}","data":[{"p":60010,"v":25,"T":1,"O":3,"M":2,"t":1788000000300,"i":${id},"cts":"1788000000300"}],"channel":"push.deal","ts":1788000000300}`,
  fair: (symbol: string, price = 60008.4) =>
    `{"symbol":"${symbol}","data":{"symbol":"${symbol}","price":${price}},"channel":"push.fair.price","ts":1788000000300}`,
  order: (id = '"860000000000000001"', version = 2) =>
    `{"channel":"push.personal.order","data":{"orderId":${id},"symbol":"BTC_USDT","positionId":1100000001,"price":60010,"vol":10,"leverage":5,"side":1,"category":1,"orderType":5,"dealAvgPrice":60010,"dealVol":10,"openType":1,"state":3,"errorCode":0,"externalOid":"x-1","positionMode":1,"version":${version},"createTime":1788000000600,"updateTime":1788000000650},"ts":1788000000651}`,
  asset: (available = '9987.92599812345678') =>
    `{"channel":"push.personal.asset","data":{"currency":"USDT","positionMargin":12.05,"frozenBalance":0,"availableBalance":${available},"bonus":0},"ts":1788000000651}`,
};

export const testCredentials = { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' };
