import { CandleDatabase } from '../../src/storage';

// Opens a database, says so, and keeps it until the process is killed or its input ends.
const [path = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const database = await CandleDatabase.open(path);
  process.stdout.write('open\n');
  process.stdin.resume();
  process.stdin.on('end', () => void database.close());
}

void main();
