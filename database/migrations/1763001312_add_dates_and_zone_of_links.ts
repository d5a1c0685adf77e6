import { BaseSchema } from '@adonisjs/lucid/schema'

/** `excluded_dates` are spans of dates, both ends included; `time_zone_of` says in whose zone times are read. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_links
        add column excluded_dates jsonb check (jsonb_typeof(excluded_dates) = 'array'),
        add column time_zone_of text check (time_zone_of in ('client', 'business'))
    `)
  }

  async down() {
    this.schema.raw(
      'alter table booking_links drop column excluded_dates, drop column time_zone_of'
    )
  }
}
