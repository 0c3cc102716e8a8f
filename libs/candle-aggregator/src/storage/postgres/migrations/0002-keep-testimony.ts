import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said what a minute was, and when the venue was asked. Of what is stored already nobody knows. */
export class KeepPostgresTestimony implements MigrationInterface {
  name = 'KeepPostgresTestimony0000000000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['candle_1m', 'candle_1m_revision'])
      await runner.query(`ALTER TABLE ${table} ADD COLUMN source text, ADD COLUMN asked_at bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['candle_1m', 'candle_1m_revision'])
      await runner.query(`ALTER TABLE ${table} DROP COLUMN source, DROP COLUMN asked_at`);
  }
}
