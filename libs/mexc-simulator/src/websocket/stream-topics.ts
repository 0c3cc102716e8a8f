import { type PublicTopic, publicTopics } from './topics';

const personalTopics = [
  'personal.order',
  'personal.order.deal',
  'personal.position',
  'personal.asset',
  'personal.position.mode',
  'personal.plan.order',
] as const;

/** Everything that is pushed, by its channel without `push.`. */
export type StreamTopic = PublicTopic | (typeof personalTopics)[number];
export const streamTopics: readonly StreamTopic[] = Object.freeze([...publicTopics, ...personalTopics]);
