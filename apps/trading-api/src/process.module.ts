import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, DayStartStore, KillSwitch, OrderJournal } from '@prate/execution-interface';
import { Environment } from './environment';
import { Venue } from './modes/venue';
import type { OpenJournal } from './open-journal';
import { AppLog } from './observability/app-log';
import { Readiness } from './observability/readiness';
import { ApiTokens } from './security/api-tokens';
import { VenueActivity } from './observability/venue-activity';

/** What the process brings before Nest begins. */
export interface ProcessParts {
  readonly environment: Environment;
  readonly venue: Venue;
  readonly clock: Clock;
  readonly log: AppLog;
  readonly tokens: ApiTokens;
  /** Closed by whoever opened it. */
  readonly kept: OpenJournal;
}

/** Gives every module the configuration, the exchange's address, the clock and the log. */
@Global()
@Module({})
export class ProcessModule {
  static forRoot({ environment, venue, clock, log, tokens, kept }: ProcessParts): DynamicModule {
    const providers = [
      { provide: Environment, useValue: environment },
      { provide: Venue, useValue: venue },
      { provide: Clock, useValue: clock },
      { provide: AppLog, useValue: log },
      { provide: ApiTokens, useValue: tokens },
      { provide: OrderJournal, useValue: kept.journal },
      { provide: KillSwitch, useValue: kept.killSwitch },
      { provide: DayStartStore, useValue: kept.dayStarts },
      { provide: Readiness, useValue: new Readiness() },
      { provide: VenueActivity, useValue: new VenueActivity(clock) },
    ];
    return { module: ProcessModule, providers, exports: providers };
  }
}
