import { Column, Entity } from 'typeorm';
import { MinuteColumns } from './minute-columns';

/** One official minute. The source its seconds are made of. */
@Entity({ name: 'candle_1m', withoutRowid: true })
export class MinuteEntity extends MinuteColumns {
  @Column({ name: 'revision', type: 'integer' })
  revision!: number;
}
