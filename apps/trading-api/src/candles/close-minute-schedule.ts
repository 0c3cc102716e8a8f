import { Inject, Injectable, type Type } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { CandleJobsService } from './candle-jobs.service';

/** The provider that runs `close-minute` in every minute, the given seconds after its start. A run that takes longer skips the next tick. */
export function closeMinuteSchedule({ settleDelaySeconds }: { settleDelaySeconds: number }): Type<unknown> {
  @Injectable()
  class CloseMinuteSchedule {
    constructor(@Inject(CandleJobsService) readonly jobs: CandleJobsService) {}

    @Cron(`${settleDelaySeconds} * * * * *`, { name: 'close-minute', waitForCompletion: true, timeZone: 'UTC' })
    closeMinute(): Promise<void> {
      return this.jobs.closeMinute();
    }
  }
  return CloseMinuteSchedule;
}
