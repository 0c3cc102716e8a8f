/** A column of a table, its type, and its value of an item. */
export type Column<Item> = readonly [name: string, type: string, value: (item: Item) => unknown];

/** Rows as one list a column: one statement stores any number of them, with as many parameters as there are columns. */
export class ColumnLists<Item> {
  /** Names in order, as a statement lists them. */
  readonly names: string;

  constructor(private readonly columns: readonly Column<Item>[]) {
    this.names = columns.map(([name]) => name).join(', ');
  }

  get count(): number {
    return this.columns.length;
  }

  /** Of each column, what `text` makes of its name and type, beginning with the column at `from`. */
  each(text: (name: string, type: string) => string, from = 0): string {
    return this.columns
      .slice(from)
      .map(([name, type]) => text(name, type))
      .join(', ');
  }

  /** The lists as rows of `given`. Their parameters follow `$1`. */
  get given(): string {
    return `unnest(${this.columns.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ')}) AS given (${this.names})`;
  }

  /** For a conflict: everything but the first column, which belongs to the key, is what was given. */
  get updates(): string {
    return this.each((name) => `${name} = excluded.${name}`, 1);
  }

  /** Parameters from `$2` on. */
  of(items: readonly Item[]): unknown[][] {
    return this.columns.map(([, , value]) => items.map((item) => value(item) ?? null));
  }
}
