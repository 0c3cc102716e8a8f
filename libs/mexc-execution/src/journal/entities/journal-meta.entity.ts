import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the journal says of itself: `schema_version`, `mode` and `account`. */
@Entity({ name: 'journal_meta', withoutRowid: true })
export class JournalMetaEntity {
  @PrimaryColumn({ name: 'key', type: 'varchar', primaryKeyConstraintName: 'journal_meta_key' })
  key!: string;

  @Column({ name: 'value', type: 'text' })
  value!: string;
}
