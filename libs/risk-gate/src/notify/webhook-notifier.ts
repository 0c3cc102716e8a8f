import { type Notice, Notifier } from '../trip/notifier';
import { SignedWebhook, type SignedWebhookOptions } from './signed-webhook';

/** Hands a notice to somebody's address, signed; see {@link SignedWebhook}. */
export class WebhookNotifier extends Notifier {
  private readonly webhook: SignedWebhook;

  constructor(options: SignedWebhookOptions) {
    super();
    this.webhook = new SignedWebhook(options);
  }

  /** @throws {Error} unless it was taken in time; names neither the address nor the secret */
  notify(notice: Notice): Promise<void> {
    return this.webhook.send(notice, notice.atMs);
  }
}
