import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the file says of itself: `schema_version` and `mode`. */
@Entity({ name: 'store_meta', withoutRowid: true })
export class StoreMetaEntity {
  @PrimaryColumn({ name: 'key', type: 'varchar' })
  key!: string;

  @Column({ name: 'value', type: 'varchar' })
  value!: string;
}
