import { MexcApiError } from '@prate/mexc-protocol';
import type { MexcFuturesRest } from '@prate/mexc-rest';

/** The venue does not take these keys, or they may not do what a dead man does. Nothing was started. */
export class KeysRefusedError extends Error {
  override readonly name = 'KeysRefusedError';
}

const options = { timeoutMs: 4_000, lane: 'urgent' } as const;

/**
 * Sets the clock that signs, reads the open orders, and cancels an order that cannot exist (id 1): what a firing needs, before it is needed.
 *
 * @returns what could not be found out, in words; undefined when all is well
 * @throws {KeysRefusedError}
 */
export async function checkKeys(rest: MexcFuturesRest): Promise<string | undefined> {
  try {
    await rest.synchroniseClock(options);
    await rest.private.listOpenOrders({ pageNum: 1, pageSize: 1 }, options);
    await rest.private.cancelOrders({ orderIds: ['1'] }, options);
    return undefined;
  } catch (error) {
    if (error instanceof MexcApiError && (error.kind === 'auth' || error.kind === 'permission')) {
      throw new KeysRefusedError(`the keys cannot be used: ${error.message}`);
    }
    return error instanceof Error ? error.message : String(error);
  }
}
