export { OrderJournalModule } from './order-journal.module';
export type { OrderJournalModuleOptions } from './order-journal.module-definition';
