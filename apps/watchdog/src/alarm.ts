import { CommandNotifier, CompositeNotifier, type Notice, WebhookNotifier } from '@prate/risk-gate';
import type { WatchdogEnvironment } from './environment';

/** What an alarm tells. */
export type AlarmKind = Extract<Notice['kind'], `dead-man-${string}`>;

/** Tells people that the host is silent, and what came of it: beside the log, by webhook and command where they are configured. */
export class Alarm {
  readonly #notifier: CompositeNotifier;

  /** @param complain a line for the log, about somebody who could not be told */
  constructor({ webhook, command }: WatchdogEnvironment['hooks'], complain: (line: string) => void) {
    this.#notifier = new CompositeNotifier({
      notifiers: {
        ...(webhook && { webhook: new WebhookNotifier(webhook) }),
        ...(command && { command: new CommandNotifier(command) }),
      },
      onProblem: ({ name, message }) => complain(`${name} was not told: ${message}`),
    });
  }

  /** Nothing waits for it: orders are cancelled meanwhile. */
  raise(kind: AlarmKind, { reason, atMs, message }: Pick<Notice, 'reason' | 'atMs' | 'message'>): void {
    void this.#notifier.notify({ kind, reason, by: 'watchdog', atMs, message });
  }
}
