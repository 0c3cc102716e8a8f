import type { RequestPace } from '../feed/request-pace';
import type { WriteFence } from './job-leases';

/** How far a run is. */
export interface JobProgress {
  readonly symbol: string;
  /** Pieces of work done; what a piece is says the job. */
  readonly done: number;
  /** Pieces there are in all, as far as is known. */
  readonly total: number;
  /** Where it stands, ms since 1970. */
  readonly atMs: number;
}

/** What every job takes beside its window. */
export interface JobControl {
  /** Deadline, lost lease or end of the host: the job ends at its next request or while it waits for one, rejecting with the signal's reason. What it stored stays. */
  readonly signal?: AbortSignal;
  /** The lease it runs under, handed to every write. */
  readonly fence?: WriteFence;
  /** Waited for before each request to the venue. */
  readonly pace?: RequestPace;
  readonly onProgress?: (progress: JobProgress) => void;
}
