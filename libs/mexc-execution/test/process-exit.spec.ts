import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startMexcSimulator } from '@prate/mexc-simulator';

/** A program of its own over real sockets and the machine's time: it connects, disconnects, connects again, and does not call exit. */
const program = `
  require.extensions['.ts'] = (module, file) =>
    module._compile(require('@swc/core').transformFileSync(file, {
      swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
    }).code, file);
  const { MexcFuturesExecution } = require(process.argv[1]);
  const { MexcFuturesMarketData } = require('@prate/mexc-market-data');
  const { MemoryOrderJournal } = require('@prate/execution-interface');
  const [, , baseUrl, streamUrl, apiKey, apiSecret] = process.argv;
  const instruments = MexcFuturesMarketData.create({ baseUrl, streamUrl });
  const execution = MexcFuturesExecution.create({ apiKey, apiSecret, baseUrl, streamUrl, instruments, journal: new MemoryOrderJournal() });
  (async () => {
    for (let round = 0; round < 2; round += 1) {
      const { ok } = await execution.connect();
      console.log(ok, execution.health().state);
      await execution.disconnect();
      console.log(execution.health().state);
    }
    await instruments.close();
  })();
`;

test('behavior: with clients of its own it is healthy, twice, and after disconnect the process ends by itself', async () => {
  const simulator = await startMexcSimulator();
  try {
    const { restUrl, wsUrl, keys } = simulator;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@prate/source', '-e', program, require.resolve('../src/index.ts'), restUrl, wsUrl, keys.apiKey, keys.apiSecret],
      { timeout: 25_000, cwd: __dirname },
    );
    expect([stdout, stderr]).toEqual(['true healthy\ndisconnected\ntrue healthy\ndisconnected\n', '']);
  } finally {
    await simulator.stop();
  }
}, 30_000);
