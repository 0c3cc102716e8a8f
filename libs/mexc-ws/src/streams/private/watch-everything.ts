import type { PersonalTopic, WirePersonalPushes } from '@prate/mexc-protocol';
import type { Stop, StreamHandlers } from '../../delivery/stream-event';
import type { PrivateStreams } from '../../dialogue/private-streams';

/** A push of any private channel; `topic` says which, and so what `data` is. */
export type PersonalPush = {
  readonly [Topic in PersonalTopic]: { readonly topic: Topic; readonly data: WirePersonalPushes[Topic] };
}[PersonalTopic];

/** Everything private in the order it came, through one queue. Nothing is dropped. Source: reference 8.6. */
export function watchEverything(streams: PrivateStreams, handlers: StreamHandlers<PersonalPush>): Stop {
  // Each push was read by the schema of its own topic.
  return streams.watchAll(handlers as Parameters<PrivateStreams['watchAll']>[0]);
}
