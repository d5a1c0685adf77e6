import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Between these hours of the client's own clock no reminder goes out; none where they are null. What
 * waited for their end keeps that moment, so that it does not count as late.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column quiet_from varchar(5) check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        add column quiet_until varchar(5) check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        add constraint booking_settings_quiet check (
          num_nonnulls(quiet_from, quiet_until) in (0, 2) and quiet_from <> quiet_until)
    `)
    this.schema.raw('alter table notifications add column held_until timestamptz')
  }

  async down() {
    this.schema.raw('alter table notifications drop column held_until')
    this.schema.raw('alter table booking_settings drop column quiet_from, drop column quiet_until')
  }
}
