import {
  CommandNotifier,
  type CommandNotifierOptions,
  CompositeNotifier,
  type Notice,
  Notifier,
  type SignedWebhookOptions,
  WebhookNotifier,
} from '@prate/risk-gate';
import type { AppLog } from './app-log';

class LogNotifier extends Notifier {
  constructor(private readonly log: AppLog) {
    super();
  }

  async notify({ kind, message }: Notice): Promise<void> {
    if (kind === 'reset') this.log.info(`kill switch: ${message}`);
    else this.log.warn(`kill switch: ${message}`);
  }
}

export interface KillHooks {
  readonly webhook?: SignedWebhookOptions | undefined;
  readonly command?: CommandNotifierOptions | undefined;
}

/**
 * Tells the log and, where they are configured, a webhook and a command of what the kill switch does; none of them keeps another, or trading,
 * waiting.
 */
export function killNotifier(log: AppLog, { webhook, command }: KillHooks): Notifier {
  return new CompositeNotifier({
    notifiers: {
      log: new LogNotifier(log),
      ...(webhook === undefined ? {} : { webhook: new WebhookNotifier(webhook) }),
      ...(command === undefined ? {} : { command: new CommandNotifier(command) }),
    },
    onProblem: ({ name, message }) => log.failure(`kill switch: ${name} was not told`, message),
  });
}
