import { SingleBar } from 'cli-progress';
import type { FileProgress } from '@prate/candle-aggregator/files';
import { type Clock, SystemClock } from '@prate/execution-interface';

/** Where the program speaks. */
export interface Voices {
  /** Results. */
  readonly say: (line: string) => void;
  /** Progress and complaints. */
  readonly complain: (line: string) => void;
}

/** Shows how far something is. */
export interface ProgressDisplay {
  show(progress: FileProgress): void;
  /** Before anything else is printed. */
  end(): void;
}

const LINE_EVERY_MS = 5_000;

/** A bar on a terminal; else a line every five seconds, of words or of JSON. */
export function progressDisplay(style: 'bar' | 'lines' | 'json', voices: Voices, clock: Clock = new SystemClock()): ProgressDisplay {
  if (style === 'bar') return new ProgressBar();
  let lastMs = clock.nowMs();
  return {
    show(progress) {
      if (clock.nowMs() - lastMs < LINE_EVERY_MS) return;
      lastMs = clock.nowMs();
      if (style === 'json') voices.say(JSON.stringify({ progress }));
      else voices.complain(inWords(progress));
    },
    end: () => undefined,
  };
}

class ProgressBar implements ProgressDisplay {
  private bar: SingleBar | undefined;
  private phase: string | undefined;

  show(progress: FileProgress): void {
    const { phase, rows, bytes, totalBytes } = progress;
    if (phase !== this.phase) {
      this.end();
      this.phase = phase;
      const share = totalBytes === undefined ? '' : '[{bar}] {percentage} % ';
      this.bar = new SingleBar({ format: `{phase} ${share}{rows} rows`, stream: process.stderr, hideCursor: true, clearOnComplete: false });
      this.bar.start(totalBytes ?? 0, 0, { phase, rows });
    }
    this.bar?.update(bytes, { phase, rows });
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

function inWords({ phase, rows, bytes, totalBytes }: FileProgress): string {
  const share = totalBytes === undefined || totalBytes === 0 ? `${bytes} bytes` : `${Math.floor((bytes / totalBytes) * 100)} %`;
  return `${phase}: ${rows} rows, ${share}`;
}
