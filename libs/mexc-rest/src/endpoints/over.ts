import type { SendRequest } from '../transport/send-request';

/** An endpoint function with its way out already given. */
export function over<Rest extends unknown[], Result>(send: SendRequest, call: (send: SendRequest, ...rest: Rest) => Promise<Result>) {
  return (...rest: Rest): Promise<Result> => call(send, ...rest);
}
