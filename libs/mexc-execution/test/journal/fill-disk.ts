import { JournalError } from '@prate/execution-interface';
import { buildIntent } from '@prate/execution-interface/testing';
import { TypeOrmOrderJournal } from '../../src/journal';

// Records until there is no room left, and tells how far it came, what went wrong, and what the journal says then.
const [path = ''] = process.argv.slice(2);
// Without a listener this signal of the file size limit would end the process.
process.on('SIGXFSZ', () => undefined);

async function main(): Promise<void> {
  const journal = await TypeOrmOrderJournal.open(path, { mode: 'simulated', account: 'full' });
  let kept = 0;
  let failure: { code: string; message: string } | undefined;
  while (failure === undefined && kept < 100_000) {
    try {
      await journal.record(buildIntent(`f-${kept}`));
      kept += 1;
    } catch (error) {
      if (!(error instanceof JournalError)) throw error;
      failure = { code: error.code, message: error.message };
    }
  }
  const again = await journal.record(buildIntent('once-more')).then(
    () => 'recorded',
    (error: unknown) => (error instanceof JournalError ? error.code : String(error)),
  );
  const unsettled = (await journal.listUnsettled()).length;
  process.stdout.write(`${JSON.stringify({ kept, failure, again, unsettled, isWritable: await journal.isWritable() })}\n`);
  await journal.close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}

void main();
