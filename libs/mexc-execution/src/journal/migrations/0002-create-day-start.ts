import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each day began with, and triggers that let nobody give it another beginning. */
export class CreateDayStart implements MigrationInterface {
  name = 'CreateDayStart0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres';
    await runner.query(
      `CREATE TABLE "day_start" (
        "day_start_ms" bigint NOT NULL,
        "currency" varchar NOT NULL,
        "equity" text NOT NULL,
        "kept_at_ms" bigint NOT NULL,
        CONSTRAINT "day_start_key" PRIMARY KEY ("day_start_ms", "currency"))${isPostgres ? '' : ' WITHOUT ROWID'}`,
    );
    const triggers = isPostgres
      ? [`CREATE TRIGGER "day_start_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "day_start" EXECUTE FUNCTION "refuse_change"()`]
      : ['UPDATE', 'DELETE'].map(
          (change) =>
            `CREATE TRIGGER "day_start_${change.toLowerCase()}" BEFORE ${change} ON "day_start" ` +
            `BEGIN SELECT RAISE(ABORT, 'day_start is append-only'); END`,
        );
    for (const trigger of triggers) await runner.query(trigger);
  }

  /** Never: that would be to forget what the day has lost. */
  async down(): Promise<void> {
    throw new Error('the starts of days are not dropped by a migration; restore a copy of the earlier version');
  }
}
