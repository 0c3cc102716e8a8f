import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompositeNotifier } from '../trip/composite-notifier';
import type { Notice } from '../trip/notifier';
import { CommandNotifier, readNotifyCommand } from './command-notifier';

const notice: Notice = { kind: 'tripped', reason: 'a "drill"; $(touch x)', by: 'anna', atMs: 1, message: 'trading is halted' };
const node = (script: string, ...args: string[]) => [process.execPath, '-e', script, ...args] as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'notify-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('default: the notice comes as JSON on standard input; arguments come as they are, no shell reads them', async () => {
  const script = `
    const { writeFileSync } = require('node:fs');
    let text = '';
    process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => {
      writeFileSync(process.argv[1], JSON.stringify({ notice: JSON.parse(text), args: process.argv.slice(2), env: Object.keys(process.env) }));
    });`;
  const path = join(folder, 'seen.json');
  const command = node(script, path, '$(echo hi)', 'a b;c', '*');
  await new CommandNotifier({ command, environment: { GREETING: 'hello' } }).notify(notice);
  const seen = JSON.parse(await readFile(path, 'utf8'));
  expect(seen).toMatchObject({ notice, args: ['$(echo hi)', 'a b;c', '*'] });
  // No key of ours is in its environment.
  expect(seen.env.filter((name: string) => !name.startsWith('__'))).toEqual(['GREETING']);
});

test('behavior: one that does not read and says much ends all the same', async () => {
  const script = `process.stdout.write('x'.repeat(5e6)); process.stderr.write('y'.repeat(5e6), () => process.exit(0));`;
  await new CommandNotifier({ command: node(script), timeoutMs: 20_000 }).notify({ ...notice, message: 'z'.repeat(5e6) });
});

test('error: what it complains about is told, bounded', async () => {
  const command = node(`process.stderr.write('no pager here\\n' + 'y'.repeat(1e6), () => process.exit(3));`);
  const error = await new CommandNotifier({ command, timeoutMs: 20_000 }).notify(notice).catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/^Error: command: found exit code 3 \(no pager here y+\), expected exit code 0$/);
  expect(String(error).length).toBeLessThan(300);
});

test('error: one that is missing', async () => {
  const missing = new CommandNotifier({ command: [join(folder, 'none'), 'secret-argument'] });
  const error = await missing.notify(notice).catch((thrown: unknown) => thrown);
  expect(String(error)).toBe('Error: command: could not be started (ENOENT)');
});

test('error: one that hangs is killed, with what it started', async () => {
  const pids = join(folder, 'pids');
  const script = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'inherit' });
    require('node:fs').writeFileSync(process.argv[1], JSON.stringify([process.pid, child.pid]));
    setInterval(() => undefined, 1000);`;
  let isKilled = false;
  const notifying = new CommandNotifier({ command: node(script, pids), timeoutMs: 3_000 }).notify(notice).catch((error: unknown) => {
    isKilled = true;
    return error;
  });
  expect(isKilled).toBe(false);
  expect(String(await notifying)).toBe('Error: command: found no end within 3000 ms, expected one; it was killed');
  const started = JSON.parse(await readFile(pids, 'utf8').catch(() => '[]')) as number[];
  for (const pid of started) {
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test('behavior: missing or hanging, it keeps nobody else from being told', async () => {
  const problems: string[] = [];
  const file = join(folder, 'told');
  const notifier = new CompositeNotifier({
    notifiers: {
      missing: new CommandNotifier({ command: [join(folder, 'none')] }),
      hanging: new CommandNotifier({ command: node('setInterval(() => undefined, 1000)'), timeoutMs: 200 }),
      log: { notify: ({ message }) => writeFile(file, message) },
    },
    deadlineMs: 20_000,
    onProblem: ({ name }) => problems.push(name),
  });
  await notifier.notify(notice);
  expect([problems.sort(), await readFile(file, 'utf8')]).toEqual([['hanging', 'missing'], 'trading is halted']);
});

test('args: a list of texts is a command, nothing else is', () => {
  expect(readNotifyCommand('["/usr/bin/page","--urgent","a b"]')).toEqual(['/usr/bin/page', '--urgent', 'a b']);
  for (const text of ['/usr/bin/page --urgent', '[]', '[""]', '["page", 1]', '{"program":"page"}', 'null']) {
    expect(readNotifyCommand(text)).toBeUndefined();
  }
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended and was not fetched yet runs no more.
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
