import { isNativeError } from 'node:util/types';
import { CandleStoreError } from '@prate/candle-aggregator';
import { JournalError } from '@prate/execution-interface';
import { ConfigurationError, type Environment } from './environment';
import { LeaseDatabaseError } from './modes/lease-store';
import { isPaperSourceError } from './modes/paper';
import { ApiTokenError } from './security/api-token';

/** What to print and how to end when the start failed. */
export interface StartFailure {
  readonly message: string;
  /** 2: the configuration; 1: everything else. */
  readonly exitCode: 1 | 2;
}

/** A failed start in words. Foreseen causes are one clear message without a stack; only unforeseen ones show where they came from. */
export function describeStartError(error: unknown, environment?: Environment): StartFailure {
  if (error instanceof ConfigurationError) return { message: error.message, exitCode: 2 };
  const foreseen = [CandleStoreError, JournalError, ApiTokenError, LeaseDatabaseError];
  if (isPaperSourceError(error) || foreseen.some((kind) => error instanceof kind))
    return { message: `Not started: ${(error as Error).message}`, exitCode: 1 };
  if (!isNativeError(error)) return { message: `Not started: ${String(error)}`, exitCode: 1 };
  const { code } = error as NodeJS.ErrnoException;
  const where = `${environment?.apiHost}:${environment?.apiPort}`;
  switch (code) {
    case 'EADDRINUSE':
      return {
        message: `Not started: API_PORT: found ${where} in use by another program, expected a free port (0 takes any)`,
        exitCode: 1,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { message: `Not started: API_HOST: found ${environment?.apiHost}, expected an address of this machine`, exitCode: 1 };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'EISDIR':
    case 'ENOENT':
    case 'ENOSPC':
      return { message: `Not started: ${error.message}`, exitCode: 1 };
    default:
      return { message: `Not started: ${error.stack ?? error.message}`, exitCode: 1 };
  }
}
