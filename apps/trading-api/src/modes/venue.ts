/** The exchange this process talks to: where it is and with which keys. Made by the mode; nobody else asks for the mode. */
export abstract class Venue {
  abstract readonly restUrl: string;
  abstract readonly streamUrl: string;
  abstract readonly keys: { readonly apiKey: string; readonly apiSecret: string };
  /** Lets go of whatever the mode started; may be called twice. */
  abstract stop(): Promise<void>;
}
