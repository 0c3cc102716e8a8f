import { SchedulerRegistry } from '@nestjs/schedule';
import { MarketDataInterface } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { RunningApi } from './running-api';

test('behavior: a job slower than its period never overlaps itself, and goes on', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 15, 12, 0, 5));
  const api = await RunningApi.start({ clock, env: { SYMBOLS: 'BTC_USDT' } });
  await api.until(200);
  const marketData = api.api.app.get(MarketDataInterface);
  const job = api.api.app.get(SchedulerRegistry).getCronJob('close-minute');

  let atOnce = 0;
  let most = 0;
  const ask = marketData.getServerTimeMs.bind(marketData);
  // The exchange takes its time: longer than the second between two ticks.
  marketData.getServerTimeMs = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    try {
      await new Promise((resolve) => setTimeout(resolve, 1_300));
      return await ask();
    } finally {
      atOnce -= 1;
      // The next tick is another minute's.
      clock.advance(60_000);
    }
  };
  const CronTime = job.cronTime.constructor as new (source: string) => typeof job.cronTime;
  job.setTime(new CronTime('* * * * * *'));
  const runs = (): number => api.out.filter((line) => line.includes('candles close-minute')).length;
  while (runs() < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(most).toBe(1);

  await api.stop();
  expect(api.errors).toEqual([]);
});
