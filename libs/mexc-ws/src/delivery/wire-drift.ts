import { MexcError } from '@prate/mexc-protocol';
import type { PushShape } from '@prate/mexc-protocol/schemas';
import { UnknownChannelError, UnreadablePushError } from '../errors';

/** Something the tables do not know. Counted by what it is, and told each time. Nothing of the frame's content is in it. */
export interface DriftRecord {
  readonly kind: 'unknown-channel' | 'unknown-field' | 'unreadable-frame' | 'unreadable-push';
  /** As far as known. */
  readonly channel?: string;
  /** Of `unknown-field`. */
  readonly field?: string;
  /** What was found and expected. */
  readonly problem: string;
  /** How often this kind was seen on this channel (and field), this one included. */
  readonly count: number;
}

/** New fields are looked for in the first push of a channel after each connect, and in every so many after it. */
const LOOK_EVERY = 100;
/** A venue that invents names must not fill the memory. */
const MOST_KEYS = 1_000;

/** Reads pushes by their shapes, and counts what does not fit. */
export class WireDrift {
  readonly #counts = new Map<string, number>();
  readonly #seen = new Map<string, number>();

  constructor(private readonly onDrift: ((record: DriftRecord) => void) | undefined) {}

  /** By kind, channel and field, for example `unknown-field push.kline x`. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** A new connection: the next push of each channel is looked at again. */
  lookAgain(): void {
    this.#seen.clear();
  }

  /** `data` as its shape reads it; an error when the shape refuses it. */
  read<Data>(channel: string, shape: PushShape<Data>, data: unknown): Data | UnreadablePushError {
    const result = shape.schema.safeParse(data);
    if (!result.success) {
      const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`);
      const error = new UnreadablePushError(channel, issues);
      this.#note({ kind: 'unreadable-push', channel, problem: error.message });
      return error;
    }
    const seen = this.#seen.get(channel) ?? 0;
    this.#seen.set(channel, seen + 1);
    if (seen % LOOK_EVERY === 0) this.#lookForFields(channel, shape.fields, data);
    return result.data;
  }

  /** A frame that could not be read at all, or of a channel in no table. */
  noteFrame(error: unknown): void {
    if (error instanceof UnknownChannelError) this.#note({ kind: 'unknown-channel', channel: error.channel, problem: error.message });
    else this.#note({ kind: 'unreadable-frame', problem: error instanceof MexcError ? error.message : 'frame: cannot be read' });
  }

  #lookForFields(channel: string, fields: ReadonlySet<string>, data: unknown): void {
    const row: unknown = Array.isArray(data) ? data[0] : data;
    if (fields.size === 0 || typeof row !== 'object' || row === null) return;
    for (const field of Object.keys(row)) {
      if (!fields.has(field))
        this.#note({ kind: 'unknown-field', channel, field, problem: `found a field ${JSON.stringify(field.slice(0, 60))}` });
    }
  }

  #note(record: Omit<DriftRecord, 'count'>): void {
    const key = [record.kind, record.channel, record.field].filter((part) => part !== undefined).join(' ');
    const isNew = !this.#counts.has(key);
    const kept = isNew && this.#counts.size >= MOST_KEYS ? `${record.kind} (others)` : key;
    const count = (this.#counts.get(kept) ?? 0) + 1;
    this.#counts.set(kept, count);
    this.onDrift?.({ ...record, count });
  }
}
