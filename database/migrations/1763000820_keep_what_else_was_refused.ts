import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whoever is blocked neither waits for a time nor writes by the form; what they wrote is kept. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table client_refusals
        add column kind varchar(20) not null default 'booking'
          check (kind in ('booking', 'waitlist', 'enquiry')),
        add column message text,
        alter column service_id drop not null,
        alter column starts_at drop not null,
        add check (kind = 'enquiry' or (service_id is not null and starts_at is not null))
    `)
  }

  async down() {
    this.schema.raw(`delete from client_refusals where kind <> 'booking'`)
    this.schema.raw(`
      alter table client_refusals
        drop column kind,
        drop column message,
        alter column service_id set not null,
        alter column starts_at set not null
    `)
  }
}
