import { type EndpointName, endpoints, personalChannels, publicChannels } from '@prate/mexc-protocol';
import { routes } from './http/routes';
import { streamTopics } from './websocket/stream-topics';

/** What the venue has and the simulator has not: nothing in it is written by hand. */
export interface SimulatorGaps {
  /** Rows of the endpoint table without a route, as `POST /api/v1/…`; asked for, they are a 404 that says so. */
  readonly endpoints: readonly { readonly name: EndpointName; readonly route: string }[];
  /** Channels without a push, as `push.…`. */
  readonly channels: readonly string[];
}

/** Computed from the tables of `@prate/mexc-protocol` and what the simulator serves. */
export function simulatorGaps(): SimulatorGaps {
  const names = Object.keys(endpoints) as EndpointName[];
  const pushed = new Set<string>(streamTopics.map((topic) => `push.${topic}`));
  const channels = [...Object.values(publicChannels), ...Object.values(personalChannels)].map(({ push }) => push);
  return {
    endpoints: names.filter((name) => !Object.hasOwn(routes, name)).map((name) => ({ name, route: routeText(name) })),
    channels: channels.filter((push) => !pushed.has(push)),
  };
}

function routeText(name: EndpointName): string {
  const { verb, path } = endpoints[name];
  return `${verb} ${path}`;
}
