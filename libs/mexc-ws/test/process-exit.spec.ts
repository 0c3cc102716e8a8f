import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startRawStreamServer } from './raw-stream-server';

/** A program of its own: it reads the sources through swc, watches over real sockets, disconnects, and does not call exit. */
const program = `
  require.extensions['.ts'] = (module, file) =>
    module._compile(require('@swc/core').transformFileSync(file, {
      swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' },
    }).code, file);
  const { MexcFuturesStream } = require(process.argv[1]);
  const { MexcFuturesAuth } = require('@prate/mexc-auth');
  const auth = new MexcFuturesAuth({ credentials: { apiKey: 'mx0vTESTKEY00000001', apiSecret: '9f2b6c0d4e8a41c7b3d5e6f708192a3b' } });
  const stream = new MexcFuturesStream({ url: process.argv[2], auth });
  stream.public.watchTickers({ onEvent: () => undefined, onReady: async () => {
    await stream.connectPrivate();
    await stream.disconnect();
    console.log('disconnected');
  } });
`;

it('behavior: after disconnect the process ends by itself', async () => {
  const server = await startRawStreamServer();
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--conditions=@prate/source', '-e', program, require.resolve('../src/index.ts'), server.url],
      { timeout: 20_000, cwd: __dirname },
    );
    expect([stdout, stderr]).toEqual(['disconnected\n', '']);
  } finally {
    await server.stop();
  }
}, 30_000);
