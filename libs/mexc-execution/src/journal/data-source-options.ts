import { DayStartEntity } from './entities/day-start.entity';
import { JournalMetaEntity } from './entities/journal-meta.entity';
import { KillSwitchEntity } from './entities/kill-switch.entity';
import { OrderEventEntity } from './entities/order-event.entity';
import { OrderIntentEntity } from './entities/order-intent.entity';
import { OwnTradeEntity } from './entities/own-trade.entity';
import { CreateJournalTables } from './migrations/0001-create-journal-tables';
import { CreateDayStart } from './migrations/0002-create-day-start';

/** What both databases share: the same tables, made by the same migrations and never by guessing. */
export const JOURNAL_TABLES = {
  entities: [OrderIntentEntity, OrderEventEntity, KillSwitchEntity, OwnTradeEntity, JournalMetaEntity, DayStartEntity],
  migrations: [CreateJournalTables, CreateDayStart],
  migrationsTableName: 'schema_migration',
  synchronize: false,
  logging: false,
};
