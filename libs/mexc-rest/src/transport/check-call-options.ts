import type { EndpointName } from '@prate/mexc-protocol';
import { InvalidRequestError, type Issue } from '../errors';
import { isTimeoutMs, LONGEST_TIMEOUT_MS } from './deadline';
import type { CallOptions } from './send-request';

/** @throws {InvalidRequestError} naming everything that is wrong */
export function checkCallOptions(endpoint: EndpointName, { timeoutMs, signal, lane, lastLook, onRawAnswer }: CallOptions): void {
  const issues: Issue[] = [];
  if (timeoutMs !== undefined && !isTimeoutMs(timeoutMs)) {
    issues.push({ parameter: 'timeoutMs', found: String(timeoutMs), expected: `whole milliseconds from 1 to ${LONGEST_TIMEOUT_MS}` });
  }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function') {
    issues.push({ parameter: 'signal', found: typeof signal, expected: 'an AbortSignal' });
  }
  if (lane !== undefined && !['urgent', 'order', 'read'].includes(lane)) {
    issues.push({ parameter: 'lane', found: String(lane), expected: 'urgent, order or read' });
  }
  if (lastLook !== undefined && (typeof lastLook?.look !== 'function' || typeof lastLook.mayLeave !== 'function')) {
    issues.push({ parameter: 'lastLook', found: typeof lastLook, expected: 'an object with look() and mayLeave()' });
  }
  if (onRawAnswer !== undefined && typeof onRawAnswer !== 'function') {
    issues.push({ parameter: 'onRawAnswer', found: typeof onRawAnswer, expected: 'a function' });
  }
  if (issues.length > 0) throw new InvalidRequestError(endpoint, issues);
}
