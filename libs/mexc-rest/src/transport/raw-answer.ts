import type { EndpointName } from '@prate/mexc-protocol';

/** An answer before anything was made of it; our own key and signature are taken out, the venue's data is not. */
export interface RawAnswer {
  readonly endpoint: EndpointName;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}
