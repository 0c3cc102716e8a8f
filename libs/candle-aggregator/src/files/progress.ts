/** How far an import or export is. */
export interface FileProgress {
  /** `check`: reading without storing; `store` or `write`: doing it. */
  readonly phase: 'check' | 'store' | 'write';
  readonly rows: number;
  /** Read or written so far in this phase, of the file as it is on disk. */
  readonly bytes: number;
  /** Of the file; absent where it is not known. */
  readonly totalBytes?: number;
}

export type WatchedProgress = (progress: FileProgress) => void;
