export type { MexcStreamHealthInfo } from './mexc-stream.health';
export { MexcStreamHealth } from './mexc-stream.health';
export { MexcStreamModule, mexcStreamToken } from './mexc-stream.module';
