import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The business may book against its own rules, and may keep a booking to itself. Whoever is told of
 * nothing needs neither an address nor a number.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table bookings
        add column overrides text[] not null default '{}',
        add column tells_client boolean not null default true,
        drop constraint email_or_phone_required,
        add constraint email_or_phone_required
          check (client_email is not null or client_phone is not null or not tells_client)
    `)
  }

  async down() {
    this.schema.raw(`
      alter table bookings
        drop constraint email_or_phone_required,
        drop column overrides,
        drop column tells_client,
        add constraint email_or_phone_required
          check (client_email is not null or client_phone is not null) not valid
    `)
  }
}
