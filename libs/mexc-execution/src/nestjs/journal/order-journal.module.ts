import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DayStartStore, KillSwitch, OrderJournal } from '@prate/execution-interface';
import { TypeOrmOrderJournal } from '../../journal';
import { ORDER_JOURNAL_OPTIONS, OrderJournalModuleBase, type OrderJournalModuleOptions } from './order-journal.module-definition';

/**
 * Provides `OrderJournal`, `KillSwitch` and `DayStartStore` on disk, for `MexcExecutionModule.forRootAsync` and a gate to take. A journal that cannot be opened
 * stops the start with its reason. It is let go of last, when nothing can send any more.
 */
@Module({
  providers: [
    {
      provide: TypeOrmOrderJournal,
      inject: [ORDER_JOURNAL_OPTIONS],
      useFactory: ({ path, ...options }: OrderJournalModuleOptions) => TypeOrmOrderJournal.open(path, options),
    },
    { provide: OrderJournal, useExisting: TypeOrmOrderJournal },
    { provide: KillSwitch, inject: [TypeOrmOrderJournal], useFactory: (journal: TypeOrmOrderJournal) => journal.killSwitch },
    { provide: DayStartStore, inject: [TypeOrmOrderJournal], useFactory: (journal: TypeOrmOrderJournal) => journal.dayStarts },
  ],
  exports: [OrderJournal, KillSwitch, DayStartStore],
})
export class OrderJournalModule extends OrderJournalModuleBase implements OnApplicationShutdown {
  constructor(@Inject(TypeOrmOrderJournal) private readonly journal: TypeOrmOrderJournal) {
    super();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.journal.close();
  }
}
