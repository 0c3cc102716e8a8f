import { CompositeNotifier, type Notice, Notifier } from '@prate/risk-gate';
import { SignedWebhook } from '../security/signed-webhook';
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

class WebhookNotifier extends Notifier {
  constructor(private readonly webhook: SignedWebhook) {
    super();
  }

  notify(notice: Notice): Promise<void> {
    return this.webhook.send(notice, notice.atMs);
  }
}

/** Tells the log and, where one is configured, a webhook of what the kill switch does; neither keeps the other, or trading, waiting. */
export function killNotifier(log: AppLog, webhook: { readonly url: string; readonly secret: string } | undefined): Notifier {
  return new CompositeNotifier({
    notifiers: {
      log: new LogNotifier(log),
      ...(webhook === undefined ? {} : { webhook: new WebhookNotifier(new SignedWebhook(webhook)) }),
    },
    onProblem: ({ name, message }) => log.failure(`kill switch: ${name} was not told`, message),
  });
}
