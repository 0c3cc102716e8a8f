import type { SendRequest } from '../transport/send-request';
import { over } from './over';
import { getAssets } from './private/get-assets';

/** Account, fees and reports (reference, 5.1 and 5.2). */
export function bindAccount(send: SendRequest) {
  return {
    getAssets: over(send, getAssets),
  };
}
