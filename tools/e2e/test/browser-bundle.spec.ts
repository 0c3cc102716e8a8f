import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { root } from './program';

/** One IIFE of what a page would import, minified; a Node built-in anywhere in it fails the bundling. */
async function bundle(source: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: join(root, 'tools', 'e2e') },
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'page',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Runs it where only the language and a few names of browsers exist: no `process`, `require` or `Buffer`. */
async function runAsPage(script: string, expression: string): Promise<unknown> {
  const page = createContext({ TextEncoder, TextDecoder, URL, performance, queueMicrotask, setTimeout, clearTimeout });
  runInContext(script, page);
  return (await runInContext(`(async () => JSON.stringify(await (${expression})))()`, page)) as unknown;
}

const bytes = (text: string): number => Buffer.byteLength(text);

describe('the pure packages in a browser', () => {
  it('behavior: execution-interface counts contracts, within 64 KiB', async () => {
    const script = await bundle("export * from '@prate/execution-interface'; export { add } from '@prate/execution-interface/decimal';");
    expect(await runAsPage(script, "page.add('0.1', '0.2')")).toBe('"0.3"');
    expect(bytes(script)).toBeLessThan(64 * 1024);
  });

  it('behavior: mexc-protocol reads ids above 2^53 without loss, within 64 KiB', async () => {
    const script = await bundle("export * from '@prate/mexc-protocol';");
    expect(await runAsPage(script, `page.parseWireJson('{"orderId":9007199254740993}')`)).toBe('{"orderId":"9007199254740993"}');
    expect(bytes(script)).toBeLessThan(64 * 1024);
  });

  it('behavior: candle-aggregator makes 60 seconds and twelve candles of a minute, within 224 KiB', async () => {
    const script = await bundle("export { CandleAggregator, InMemoryCandleStore } from '@prate/candle-aggregator';");
    const story = `(async () => {
      const aggregator = new page.CandleAggregator(new page.InMemoryCandleStore(), { method: 'linear', seed: 1 });
      const minute = { timestamp: 1609459200000, open: 29000, high: 29100, low: 28900, close: 29050, volume: 120 };
      const { count } = await aggregator.processAndStore([minute], 'BTC_USDT');
      const range = { symbol: 'BTC_USDT', startTs: 1609459200000, endTs: 1609459260000 };
      const candles = await aggregator.getAggregatedCandles({ ...range, intervalSeconds: 5 });
      return { count, candles: candles.length, close: candles[11].close };
    })()`;
    expect(await runAsPage(script, story)).toBe('{"count":60,"candles":12,"close":29050}');
    // The whole engine with its feed, jobs, caches and watches, and decimal.js: CommonJS leaves nothing out.
    expect(bytes(script)).toBeLessThan(224 * 1024);
  });

  it('error: a package that needs Node is not mistaken for a pure one', async () => {
    await expect(bundle("export * from '@prate/mexc-rest';")).rejects.toThrow(/Could not resolve "(node:)?\w+"/);
  });
});
