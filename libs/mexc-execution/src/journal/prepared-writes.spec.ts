import { Database } from 'sqlite3';
import { PreparedWrites } from './prepared-writes';

const CREATE = 'CREATE TABLE one (id INTEGER PRIMARY KEY, text TEXT NOT NULL)';
const ADD = 'INSERT INTO one (text) VALUES (?1)';

describe('PreparedWrites', () => {
  let connection: Database;
  let writes: PreparedWrites;
  beforeEach(async () => {
    connection = new Database(':memory:');
    writes = new PreparedWrites(connection);
    await new Promise<void>((resolve, reject) => connection.exec(CREATE, (error) => (error === null ? resolve() : reject(error))));
  });
  /** Fails while there are statements left. */
  const closeAll = async () => {
    await writes.close();
    await new Promise<void>((resolve, reject) => connection.close((error) => (error === null ? resolve() : reject(error))));
  };

  it('default: tells how many rows a statement changed, each time', async () => {
    for (const text of ['a', 'b', 'c']) expect(await writes.run(ADD, [text])).toBe(1);
    expect(await writes.run('DELETE FROM one WHERE id > ?1', [1])).toBe(2);
    expect(await writes.run('DELETE FROM one WHERE id > ?1', [1])).toBe(0);
    await closeAll();
  });

  it('args: more statements than are kept', async () => {
    for (let at = 0; at < 40; at += 1) expect(await writes.run(`INSERT INTO one (text) VALUES (?1 || '${at}')`, ['x'])).toBe(1);
    expect(await writes.run('DELETE FROM one', [])).toBe(40);
    await closeAll();
  });

  it('error: a statement that cannot be, and one that fails, are told; it works afterwards, also with changed tables', async () => {
    await expect(writes.run('INSERT INTO none VALUES (1)', [])).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
    await expect(writes.run(ADD, [null])).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT' });
    expect(await writes.run(ADD, ['a'])).toBe(1);
    await writes.run('ALTER TABLE one ADD COLUMN more TEXT', []);
    expect(await writes.run(ADD, ['b'])).toBe(1);
    await closeAll();
  });
});
