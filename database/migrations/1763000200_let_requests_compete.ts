import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Whether several clients may ask for one time until the business has chosen among them; a service's
 * null follows the settings. Such a request holds no time before it is approved.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column accepts_competing_requests boolean not null default false
    `)
    this.schema.raw('alter table services add column accepts_competing_requests boolean')
    this.schema.raw(`
      alter table bookings
        add column holds_time boolean not null default true,
        add constraint bookings_unheld_are_requests check
          (holds_time or session_id is null
            and status in ('pending', 'rejected', 'expired', 'cancelled'))
    `)
    this.schema.raw(`
      create index bookings_competing on bookings (business_id, starts_at)
        where status = 'pending' and not holds_time
    `)
  }

  async down() {
    this.schema.raw('drop index bookings_competing')
    this.schema.raw('alter table bookings drop column holds_time')
    for (const table of ['services', 'booking_settings']) {
      this.schema.raw(`alter table ${table} drop column accepts_competing_requests`)
    }
  }
}
