import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Reminders are messages owed later: one for each booking, version of it, and offset before its
 * start. A service whose list is null follows its business.
 */
export default class extends BaseSchema {
  async up() {
    for (const [table, rule] of [
      ['booking_settings', `not null default '{1440,60}'`],
      ['services', ''],
    ]) {
      this.schema.raw(`
        alter table ${table}
          add column reminder_minutes integer[] ${rule},
          add constraint ${table}_reminder_minutes check (
            5 <= all (reminder_minutes) and 40320 >= all (reminder_minutes)
            and array_position(reminder_minutes, null) is null
            and cardinality(reminder_minutes) <= 8)
      `)
    }
    this.schema.raw(`
      alter table notifications
        add column booking_version integer,
        add column offset_minutes integer,
        add constraint notifications_reminder check (
          type <> 'booking_reminder'
          or num_nonnulls(booking_id, booking_version, offset_minutes) = 3)
    `)
    this.schema.raw(`
      create unique index notifications_reminder_once
        on notifications (booking_id, booking_version, offset_minutes, channel)
        where type = 'booking_reminder'
    `)
  }

  async down() {
    this.schema.raw(`delete from notifications where type = 'booking_reminder'`)
    this.schema.raw(
      'alter table notifications drop column booking_version, drop column offset_minutes'
    )
    for (const table of ['services', 'booking_settings']) {
      this.schema.raw(`alter table ${table} drop column reminder_minutes`)
    }
  }
}
