import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MINUTE_COLUMN_LIST as COLUMNS_BEFORE } from './0002-observe-and-pack';

/** Who said what a minute was, and when the venue was asked. Of what is stored already nobody knows. */
export class KeepTestimony implements MigrationInterface {
  name = 'KeepTestimony0000000000004';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['candle_1m', 'candle_1m_revision']) {
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "source" varchar`);
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "asked_at" bigint`);
    }
  }

  async down(): Promise<void> {
    throw new Error('KeepTestimony: found a way back asked for, expected none; restore the file from a copy');
  }
}

/** Columns of `candle_1m`, in the order of the log of its revisions. */
export const MINUTE_COLUMN_LIST = `${COLUMNS_BEFORE}, source, asked_at`;
