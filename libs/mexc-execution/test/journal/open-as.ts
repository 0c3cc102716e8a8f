import { JournalError } from '@prate/execution-interface';
import { TypeOrmOrderJournal } from '../../src/journal';

// Becomes another user, tries to open, and tells what came of it.
const [path = '', uid = ''] = process.argv.slice(2);
if (uid !== '') process.setuid?.(Number(uid));

TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'test' }).then(
  (journal) => journal.close().then(() => process.stdout.write('opened\n')),
  (error: unknown) => process.stdout.write(`${error instanceof JournalError ? error.code : String(error)}\n`),
);
