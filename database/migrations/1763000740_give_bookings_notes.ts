import { BaseSchema } from '@adonisjs/lucid/schema'

/** One for the business alone, and one that the client reads. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table bookings
        add column private_note text check (char_length(private_note) between 1 and 2000),
        add column client_note text check (char_length(client_note) between 1 and 2000)
    `)
  }

  async down() {
    this.schema.raw('alter table bookings drop column private_note, drop column client_note')
  }
}
