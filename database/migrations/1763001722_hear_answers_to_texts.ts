import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a client answers to a reminder, until the booking moves; and which SMS were heard, so that one
 * that is told twice, even long after, changes nothing. Neither number nor words are kept of those.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table bookings add column is_coming boolean;
      create table texts_heard (
        sid varchar(64) primary key,
        heard_at timestamptz not null default clock_timestamp()
      )
    `)
  }

  async down() {
    this.schema.raw(`
      drop table texts_heard;
      alter table bookings drop column is_coming
    `)
  }
}
