import { CandleFileError } from './errors';

/** One line of a text file, without its end. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The lines of a text, some thousand at a time, blank ones left out; ends with \n or \r\n. A line end inside double quotes does not end a line.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array | string>): AsyncIterable<readonly TextLine[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 0;
  let isFirst = true;
  for await (const chunk of chunks) {
    rest += typeof chunk === 'string' ? chunk : decoded(() => decoder.decode(chunk, { stream: true }), line);
    if (isFirst && rest.startsWith(BYTE_ORDER_MARK)) rest = rest.slice(1);
    isFirst &&= rest === '';
    const lines: TextLine[] = [];
    const lineEnd = rest.includes('"') ? quotedLineEnd : plainLineEnd;
    let from = 0;
    for (let end = lineEnd(rest, from); end >= 0; end = lineEnd(rest, from)) {
      line += 1;
      push(lines, line, rest.slice(from, end));
      from = end + 1;
    }
    rest = rest.slice(from);
    if (lines.length > 0) yield lines;
  }
  const last: TextLine[] = [];
  push(last, line + 1, rest + decoded(() => decoder.decode(), line));
  if (last.length > 0) yield last;
}

function push(lines: TextLine[], line: number, text: string): void {
  const bare = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (bare.trim() !== '') lines.push({ line, text: bare });
}

function decoded(decode: () => string, line: number): string {
  try {
    return decode();
  } catch {
    throw CandleFileError.ofRows([
      { line: line + 1, code: 'row', found: 'bytes that are no UTF-8, here or soon after', expected: 'UTF-8 text' },
    ]);
  }
}

function plainLineEnd(text: string, from: number): number {
  return text.indexOf('\n', from);
}

/** Place of the next line end that is not quoted; -1 where the text has none yet. */
function quotedLineEnd(text: string, from: number): number {
  let end = text.indexOf('\n', from);
  while (end >= 0) {
    let quotes = 0;
    for (let at = text.indexOf('"', from); at >= 0 && at < end; at = text.indexOf('"', at + 1)) quotes += 1;
    if (quotes % 2 === 0) return end;
    end = text.indexOf('\n', end + 1);
  }
  return -1;
}
