import { isNativeError } from 'node:util/types';
import type { LoggerService } from '@nestjs/common';
import type { Clock } from '@prate/execution-interface';

/** Where finished lines go. */
export interface LineSink {
  out(line: string): void;
  error(line: string): void;
}

/** The process's own streams. */
export const consoleSink: LineSink = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * One readable line an event, in front of it the time. Also serves as Nest's logger, of which it keeps warnings and errors: the framework's
 * tale of its own start would hide what matters.
 */
export class AppLog implements LoggerService {
  constructor(
    private readonly sink: LineSink,
    private readonly clock: Clock,
  ) {}

  info(line: string): void {
    this.sink.out(this.stamp(oneLine(line)));
  }

  /** What failed, and why. The cause's stack stays in the log and is never sent to a caller. */
  failure(what: string, cause: unknown): void {
    this.sink.error(this.stamp(`error ${oneLine(what)}: ${reasonOf(cause)}`));
  }

  log(): void {
    // The framework's own progress.
  }

  warn(message: unknown): void {
    this.sink.error(this.stamp(`warning ${oneLine(String(message))}`));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const stack = rest.find((part) => typeof part === 'string' && part.includes('\n'));
    this.sink.error(this.stamp(`error nest: ${String(stack ?? message)}`));
  }

  private stamp(line: string): string {
    return `${new Date(this.clock.nowMs()).toISOString()} ${line}`;
  }
}

/** Expected errors are told in one line; only those that nobody named show where they came from. */
function reasonOf(cause: unknown): string {
  if (!isNativeError(cause)) return oneLine(String(cause));
  const isForeseen = cause.name !== 'Error' && !(cause instanceof TypeError || cause instanceof RangeError);
  return isForeseen ? oneLine(cause.message) : (cause.stack ?? cause.message);
}

/** A caller's text cannot begin a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}
