import { MexcError } from '@prate/mexc-protocol';

const LONGEST_SHOWN = 60;

/** A frame that is no JSON, or lacks what its channel needs. Its text is not repeated: private frames hold account data. */
export class UnreadableFrameError extends MexcError {
  override readonly name = 'UnreadableFrameError';
  readonly proves = 'nothing';
  constructor(readonly problem: string) {
    super(`frame: ${problem}`);
  }
}

/** A frame of a channel that is in no table. Never guessed, never passed through. */
export class UnknownChannelError extends MexcError {
  override readonly name = 'UnknownChannelError';
  readonly proves = 'nothing';
  /** As it came, cut to 60 characters. */
  readonly channel: string;
  constructor(channel: string) {
    const shown = channel.length > LONGEST_SHOWN ? `${channel.slice(0, LONGEST_SHOWN)}…` : channel;
    super(`frame: found channel ${JSON.stringify(shown)}, expected one of the known ones`);
    this.channel = shown;
  }
}

/** A message to the venue that makes no sense. No text was made, so nothing was sent. */
export class InvalidMessageError extends MexcError {
  override readonly name = 'InvalidMessageError';
  readonly proves = 'not-sent';
  constructor(
    readonly parameter: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`message ${parameter}: found ${found}, expected ${expected}`);
  }
}
