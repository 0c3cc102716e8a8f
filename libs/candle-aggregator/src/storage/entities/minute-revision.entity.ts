import { Column, Entity, PrimaryColumn } from 'typeorm';
import { MinuteColumns } from './minute-columns';

/** A final minute as it was before a correction. */
@Entity({ name: 'candle_1m_revision', withoutRowid: true })
export class MinuteRevisionEntity extends MinuteColumns {
  @PrimaryColumn({ name: 'revision', type: 'integer' })
  revision!: number;

  /** When the correction was handed in, ms since 1970. */
  @Column({ name: 'replaced_at', type: 'bigint' })
  replacedAt!: number;
}
