import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Until when, and how often, a client may change a booking. A service's null follows the settings;
 * there, no number of moves means any number. What happened besides a change of status stands in an
 * event's `details`.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column reschedule_cutoff_minutes integer not null default 0
          check (reschedule_cutoff_minutes between 0 and 525600),
        add column cancel_cutoff_minutes integer not null default 0
          check (cancel_cutoff_minutes between 0 and 525600),
        add column max_moves integer default 3 check (max_moves between 0 and 100)
    `)
    this.schema.raw(`
      alter table services
        add column reschedule_cutoff_minutes integer
          check (reschedule_cutoff_minutes between 0 and 525600),
        add column cancel_cutoff_minutes integer
          check (cancel_cutoff_minutes between 0 and 525600),
        add column max_moves integer check (max_moves between 0 and 100)
    `)
    this.schema.raw(`
      alter table bookings
        add column client_moves integer not null default 0 check (client_moves >= 0)
    `)
    this.schema.raw(`
      alter table booking_events
        add column details jsonb not null default '{}' check (jsonb_typeof(details) = 'object')
    `)
  }

  async down() {
    this.schema.raw('alter table booking_events drop column details')
    this.schema.raw('alter table bookings drop column client_moves')
    for (const table of ['services', 'booking_settings']) {
      this.schema.raw(`
        alter table ${table}
          drop column reschedule_cutoff_minutes,
          drop column cancel_cutoff_minutes,
          drop column max_moves
      `)
    }
  }
}
