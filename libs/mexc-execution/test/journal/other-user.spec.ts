import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextLine, runChild } from '@prate/test-support';
import { TypeOrmOrderJournal } from '../../src/journal';

const NOBODY = '65534';

it('error: not-writable for a file and for a folder that may only be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-user-'));
  const path = join(folder, 'journal.db');
  await (await TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'test' })).close();
  // Root may write everything, so it asks as somebody else.
  const user = process.getuid?.() === 0 ? NOBODY : '';
  try {
    await chmod(path, 0o444);
    await chmod(`${path}.lock`, 0o444);
    await chmod(folder, 0o755);
    expect(await answerOf(path, user)).toBe('not-writable');
    await chmod(folder, 0o555);
    expect(await answerOf(join(folder, 'new.db'), user)).toBe('not-writable');
  } finally {
    await chmod(folder, 0o755);
    await rm(folder, { recursive: true });
  }
}, 60_000);

async function answerOf(path: string, user: string): Promise<string | undefined> {
  const child = runChild(join(__dirname, 'open-as.ts'), [path, user]);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await nextLine(child);
  child.stdin?.end();
  await ended;
  return line;
}
