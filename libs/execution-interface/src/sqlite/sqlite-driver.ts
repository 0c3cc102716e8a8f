import { Database } from 'sqlite3';

/**
 * For TypeORM's option `driver`. TypeORM asks for the verbose form, which takes a stack trace before every statement: about a third of the
 * time of a small commit, and for the whole process.
 */
export const sqliteDriver = { Database, verbose: () => sqliteDriver };
