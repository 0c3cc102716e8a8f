import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedContracts, startMexcSimulator } from '@prate/mexc-simulator';
import { liveEnv } from './live-venue';
import { ORDERS, RunningApi, marketBuy } from './running-api';

test('behavior: an exchange that charges one basis point more is found out by the fifth fill: log and metric (R-137)', async () => {
  const contracts = simulatedContracts.map((contract) => ({ ...contract, feeSurchargeRate: '0.0001' as const }));
  const simulator = await startMexcSimulator({ seed: 7, contracts });
  const folder = mkdtempSync(join(tmpdir(), 'prate-fees-'));
  const api = await RunningApi.start({ folder, env: liveEnv(simulator) });
  try {
    await api.until(200);
    for (let count = 0; count < 5; count += 1) expect((await api.request('POST', ORDERS, { body: marketBuy })).status).toBe(201);
    const metric = 'prate_fee_differs{symbol="BTC_USDT",liquidity="taker"} 1';
    for (const endMs = Date.now() + 15_000; !(await api.get('/metrics')).text.includes(metric) && Date.now() < endMs;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await api.get('/metrics')).text).toContain(metric);
    expect(api.errors.filter((line) => line.includes('fees: '))).toEqual([
      expect.stringMatching(/warning fees: taker fee of BTC_USDT: charged 0\.000\d+ instead of 0\.000\d+ on 5 fills in a row/),
    ]);
  } finally {
    await api.stop();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
