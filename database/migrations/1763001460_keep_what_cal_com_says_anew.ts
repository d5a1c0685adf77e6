import { BaseSchema } from '@adonisjs/lucid/schema'

/** What is said otherwise than before, and does not stand here yet: whose time it is, and who comes. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table outside_bookings
        add column told_anew text[] not null default '{}'
          check (told_anew <@ array['host', 'client'])
    `)
  }

  async down() {
    this.schema.raw('alter table outside_bookings drop column told_anew')
  }
}
