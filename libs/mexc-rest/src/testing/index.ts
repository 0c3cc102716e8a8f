export type { ReplayedAnswer, ReplayedRequest } from './replay-server';
export { ReplayServer, UnexpectedRequestError } from './replay-server';
