import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { JournalOptions } from '../../journal';

export interface OrderJournalModuleOptions extends JournalOptions {
  /** Path of a file, or `postgres://…`. */
  readonly path: string;
}

export const { ConfigurableModuleClass: OrderJournalModuleBase, MODULE_OPTIONS_TOKEN: ORDER_JOURNAL_OPTIONS } =
  new ConfigurableModuleBuilder<OrderJournalModuleOptions>({ moduleName: 'OrderJournal' }).setClassMethodName('forRoot').build();
