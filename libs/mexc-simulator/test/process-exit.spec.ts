import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A program of its own: it reads the sources through swc, starts, asks over a kept-alive connection and an open socket, stops, and does not call exit. */
const program = `
  require.extensions['.ts'] = (module, file) =>
    module._compile(require('@swc/core').transformFileSync(file, {
      swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
    }).code, file);
  const { startMexcSimulator } = require(process.argv[1]);
  startMexcSimulator().then(async (simulator) => {
    const agent = new (require('node:http').Agent)({ keepAlive: true });
    await new Promise((resolve, reject) =>
      require('node:http').get(simulator.restUrl + '/api/v1/contract/ping', { agent }, (answer) => answer.resume().on('end', resolve)).on('error', reject));
    await new Promise((resolve) => new (require('ws').WebSocket)(simulator.wsUrl).on('error', () => undefined).on('open', resolve));
    await simulator.stop();
    console.log('stopped');
  });
`;

it('behavior: after stop the process ends by itself', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@prate/source', '-e', program, require.resolve('../src/index.ts')],
    { timeout: 20_000 },
  );
  expect(stdout).toBe('stopped\n');
}, 30_000);
