/** As much of a PostgreSQL client as is needed; a `Pool` of pg fits as it is. */
export interface PostgresQueries {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>;
}
