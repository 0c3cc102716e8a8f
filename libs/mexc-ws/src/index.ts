export type { PersonalFilterName, PersonalTopic, PublicTopic } from './channels';
export { personalFilters, personalTopics, publicTopics } from './channels';
export type { PersonalFilter, PublicSubscription } from './client-messages';
export { loginMessage, personalFilterMessage, pingMessage, subscribeMessage, unsubscribeMessage } from './client-messages';
export { InvalidMessageError, UnknownChannelError, UnreadableFrameError } from './errors';
export type { Frame, PushChannel } from './frame-codec';
export { readFrame } from './frame-codec';
