export { MexcRestHealth } from './mexc-rest-health';
export type { MexcRestIndication } from './mexc-rest-health';
export { InjectMexcRest, mexcRestHealthToken, mexcRestToken } from './mexc-rest-token';
export { MexcRestModule } from './mexc-rest.module';
