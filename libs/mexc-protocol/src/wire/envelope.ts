/** What every answer is wrapped in. HTTP 200 is not success; `success === true` is. */
export interface WireEnvelope {
  readonly success: boolean;
  /** 0 on success (200 at one endpoint); may be missing. */
  readonly code?: number;
  readonly message?: string;
  readonly data?: unknown;
}
