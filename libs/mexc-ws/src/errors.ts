import { MexcError, type Proof } from '@prate/mexc-protocol';

const LONGEST_SHOWN = 60;
const MOST_ISSUES_SHOWN = 5;

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

/** `data` of a push of a known channel that its schema refuses: an unknown code, a field missing or wrong. Not passed through. */
export class UnreadablePushError extends MexcError {
  override readonly name = 'UnreadablePushError';
  readonly proves = 'nothing';
  constructor(
    readonly channel: string,
    /** Each with its path; found values are not repeated. */
    readonly issues: readonly string[],
  ) {
    super(`${channel}: ${issues.slice(0, MOST_ISSUES_SHOWN).join('; ')}${issues.length > MOST_ISSUES_SHOWN ? '; …' : ''}`);
  }
}

/** What a {@link SubscriptionError} is about. */
export type SubscriptionProblem = 'refused' | 'unanswered';

/** The venue refused a subscription, or did not answer. It is asked again, ever more rarely, until it flows or is stopped. */
export class SubscriptionError extends MexcError {
  override readonly name = 'SubscriptionError';
  readonly proves: Proof;
  constructor(
    readonly topic: string,
    readonly symbol: string | undefined,
    readonly problem: SubscriptionProblem,
    /** For people; empty where the venue said nothing. */
    readonly venueMessage: string,
  ) {
    super(
      `${topic}${symbol === undefined ? '' : ` of ${symbol}`}: subscription ${problem}${venueMessage === '' ? '' : `, saying "${venueMessage}"`}`,
    );
    this.proves = problem === 'refused' ? 'refused' : 'nothing';
  }
}

/** The venue refused login or filter: wrong key, wrong clock, missing permission. The words are the venue's. */
export class LoginRefusedError extends MexcError {
  override readonly name = 'LoginRefusedError';
  readonly proves = 'refused';
  constructor(
    readonly step: 'login' | 'filter',
    readonly venueMessage: string,
  ) {
    super(`private stream: ${step} refused${venueMessage === '' ? '' : `, saying "${venueMessage}"`}`);
  }
}

/** The stream was disconnected; nothing is watched or logged in any more. */
export class StreamClosedError extends MexcError {
  override readonly name = 'StreamClosedError';
  readonly proves = 'not-sent';
  constructor(readonly operation: string) {
    super(`${operation}: the stream is disconnected`);
  }
}

/** One thing that is wrong with the configuration. */
export interface ConfigIssue {
  readonly parameter: string;
  readonly found: string;
  readonly expected: string;
}

/** Options that make no sense; all of them are named. */
export class StreamConfigInvalidError extends MexcError {
  override readonly name = 'StreamConfigInvalidError';
  readonly proves = 'not-sent';
  constructor(readonly issues: readonly ConfigIssue[]) {
    super(
      `MexcFuturesStream: ${issues.map(({ parameter, found, expected }) => `${parameter}: found ${found}, expected ${expected}`).join('; ')}`,
    );
  }
}
