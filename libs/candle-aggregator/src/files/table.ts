/** How a column is written where the format knows types. */
export type ColumnType =
  /** ms since 1970, UTC */
  'time' | 'number' | 'integer' | 'text';

export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export type Cell = string | number | undefined;

/** Rows on their way to a file, some thousand at a time; never all of them at once. */
export interface CandleTable {
  readonly columns: readonly TableColumn[];
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** Columns out of a line such as `timestamp:time open:number`. */
export function columnsOf(text: string): readonly TableColumn[] {
  return text.split(' ').map((word) => {
    const [name = '', type = 'number'] = word.split(':');
    return { name, type: type as ColumnType };
  });
}
