import { type PublicTopic, publicTopics } from './topics';

/** Private channels that are pushed, without `push.personal.`; `exchange-pushes.ts` makes them. */
const personalKeys = [
  'order',
  'order.deal',
  'position',
  'asset',
  'position.mode',
  'plan.order',
  'stop.planorder',
  'stop.order',
  'track.order',
  'order.chase',
  'reverse.position',
  'position.closeall.fail',
  'risk.limit',
  'liquidate.risk',
  'adl.level',
  'generic.notify',
] as const;

export type PersonalKey = (typeof personalKeys)[number];

/** Everything that is pushed, by its channel without `push.`. */
export type StreamTopic = PublicTopic | `personal.${PersonalKey}`;
export const streamTopics: readonly StreamTopic[] = Object.freeze([
  ...publicTopics,
  ...personalKeys.map((key) => `personal.${key}` as const),
]);
