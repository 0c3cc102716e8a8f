import { Inject, Injectable, type Type } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { Environment } from '../environment';
import { candleJobs } from './candle-jobs';
import { CandleJobsService } from './candle-jobs.service';

/** A provider for each candle job that calls it at its times. A run that takes longer skips the ticks meanwhile; what is missed, its row says. */
export function candleSchedules(environment: Environment): Type<unknown>[] {
  return candleJobs(environment).map(({ name, cron }) => {
    @Injectable()
    class CandleSchedule {
      constructor(@Inject(CandleJobsService) readonly jobs: CandleJobsService) {}

      @Cron(cron, { name, waitForCompletion: true, timeZone: 'UTC' })
      tick(): Promise<void> {
        return this.jobs.tick(name);
      }
    }
    return CandleSchedule;
  });
}
