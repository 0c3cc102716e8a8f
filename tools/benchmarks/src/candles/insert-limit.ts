import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface InsertLimit {
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly bytesPerRow: number;
}

/** The C program, compiled into `folder`; the reason where it cannot be. Links the SQLite that the `sqlite3` package was built with, else the system's. */
export function compileInsertLimit(folder: string): { readonly program: string; readonly library: string } | { readonly reason: string } {
  const source = join(__dirname, '..', '..', 'src', 'candles', 'insert-limit.c');
  const program = join(folder, 'insert-limit');
  const bundled = bundledSqlite();
  const attempts = [
    ...(bundled === undefined ? [] : [{ library: 'SQLite of the sqlite3 package', flags: [`-I${bundled.headers}`, bundled.archive] }]),
    { library: 'SQLite of the system', flags: ['-lsqlite3'] },
  ];
  let reason = '';
  for (const { library, flags } of attempts) {
    try {
      execFileSync('cc', ['-O2', '-o', program, source, ...flags, '-lpthread', '-lm', '-ldl'], { stdio: 'pipe' });
      return { program, library };
    } catch (error) {
      reason = String(error).split('\n').slice(0, 3).join(' ');
    }
  }
  return { reason };
}

/** Copies `table` of `source` into a fresh file, row by row. */
export function runInsertLimit(
  program: string,
  source: string,
  target: string,
  table: string,
  rowsPerTransaction: number,
  isReal = false,
): InsertLimit {
  const args = [source, target, table, String(rowsPerTransaction), ...(isReal ? ['real'] : [])];
  const [rows = 0, seconds = 0, bytes = 0] = execFileSync(program, args, { encoding: 'utf8' }).trim().split(' ').map(Number);
  return { rows, rowsPerSecond: rows / seconds, bytesPerRow: bytes / rows };
}

function bundledSqlite(): { readonly archive: string; readonly headers: string } | undefined {
  const release = join(dirname(require.resolve('sqlite3/package.json')), 'build', 'Release');
  const archive = join(release, 'sqlite3.a');
  const generated = join(release, 'obj', 'gen');
  if (!existsSync(archive) || !existsSync(generated)) return undefined;
  const name = readdirSync(generated).find((entry) => existsSync(join(generated, entry, 'sqlite3.h')));
  return name === undefined ? undefined : { archive, headers: join(generated, name) };
}
