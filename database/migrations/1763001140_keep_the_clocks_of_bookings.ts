import { BaseSchema } from '@adonisjs/lucid/schema'

/** How a client chose to read times; null where their language says it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table bookings
        add column client_clock varchar(2) check (client_clock in ('12', '24'))
    `)
  }

  async down() {
    this.schema.raw('alter table bookings drop column client_clock')
  }
}
