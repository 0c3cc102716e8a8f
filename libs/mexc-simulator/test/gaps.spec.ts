import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simulatorGaps } from '../src';
import { StreamSetup } from './stream-setup';

const setup = new StreamSetup();
afterEach(() => setup.stop());

describe('what the simulator does not have (R-514)', () => {
  it('behavior: every row of the list is a 404 that names it, and is counted', async () => {
    const { simulator } = await setup.start();
    const { endpoints } = simulatorGaps();
    expect(endpoints.length).toBeGreaterThan(0);
    for (const { name, route } of endpoints) {
      const [method = '', path = ''] = route.split(' ');
      const response = await fetch(`${simulator.restUrl}${path.replace(/\{\w+\}/g, 'x')}`, { method });
      expect([response.status, await response.text()]).toEqual([404, expect.stringContaining(`${name} in its list of gaps`)]);
    }
    expect(simulator.control.unsupported).toEqual(Object.fromEntries(endpoints.map(({ route }) => [route, 1])));
  });

  it('behavior: what nobody knows is a 404 as well, counted as it was asked, within bounds', async () => {
    const { simulator } = await setup.start();
    const ask = (path: string) => fetch(`${simulator.restUrl}${path}`).then((response) => response.text());
    expect(await ask('/api/v1/contract/weather?city=x')).toContain('no endpoint of the venue that is known here');
    await ask('/api/v1/contract/weather');
    for (let at = 0; at < 1_100; at += 1) await ask(`/nothing/${at}`);
    const counts = simulator.control.unsupported;
    expect(counts['GET /api/v1/contract/weather']).toBe(2);
    expect(Object.keys(counts).length).toBeLessThanOrEqual(1_001);
    expect(counts['others']).toBe(101);
  });

  it('behavior: the list of the README is the list', async () => {
    const readme = await readFile(join(__dirname, '..', 'README.md'), 'utf8');
    const listed = /<!-- gaps -->([\s\S]*?)<!-- end of gaps -->/.exec(readme)?.[1] ?? '';
    const names = [...listed.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    const { endpoints, channels } = simulatorGaps();
    expect(names).toEqual([...endpoints.map(({ route }) => route), ...channels]);
  });
});
