import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who runs which job, and until which tick it is done. */
export class CreateJobLease implements MigrationInterface {
  name = 'CreateJobLease0000000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "job_lease" (
      "name" varchar PRIMARY KEY NOT NULL,
      "owner" varchar NOT NULL,
      "token" bigint NOT NULL,
      "ends_at" bigint NOT NULL,
      "done_until" bigint) WITHOUT ROWID`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "job_lease"');
  }
}
