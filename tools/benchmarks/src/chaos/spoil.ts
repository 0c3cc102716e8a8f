import { MexcError } from '@prate/mexc-protocol';
import type { CreateOrderParameters, MexcFuturesRest } from '@prate/mexc-rest';
import type { Defect } from './messages';

/** Makes a client do what no client may. Only for proving that the audit sees it. */
export function spoil(rest: MexcFuturesRest, defect: Defect): void {
  const account = rest.private as { createOrder: MexcFuturesRest['private']['createOrder'] };
  const send = account.createOrder.bind(rest.private);
  let count = 0;
  account.createOrder = async (body, options) => {
    count += 1;
    if (defect === 'renames' && count % 10 === 0) return send({ ...body, externalOid: `elsewhere-${process.pid}-${count}` }, options);
    if (defect === 'flips' && (body.side === 2 || body.side === 4)) return send(opening(body), options);
    try {
      return await send(body, options);
    } catch (error) {
      const isRefused = error instanceof MexcError && error.proves !== 'nothing';
      if (defect !== 'resends' || isRefused) throw error;
      return send(body, options);
    }
  };
}

/** Buys or sells as it was told, and opens with it. */
function opening({
  positionId: _position,
  reduceOnly: _reduceOnly,
  flashClose: _flashClose,
  ...body
}: CreateOrderParameters): CreateOrderParameters {
  return { ...body, side: body.side === 2 ? 1 : 3, leverage: 10 } as CreateOrderParameters;
}
