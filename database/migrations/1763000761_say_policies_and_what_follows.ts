import { BaseSchema } from '@adonisjs/lucid/schema'

/** A booking keeps the policy under which it was made. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column policy text,
        add column confirmation_message text,
        add column confirmation_url varchar(500) check (confirmation_url like 'https://%')
    `)
    this.schema.raw('alter table bookings add column policy text')
  }

  async down() {
    this.schema.raw('alter table bookings drop column policy')
    this.schema.raw(`
      alter table services
        drop column policy, drop column confirmation_message, drop column confirmation_url
    `)
  }
}
