import { BaseSchema } from '@adonisjs/lucid/schema'

/** A room is booked as a person is; only the words differ, and that nobody signs in as it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table hosts add column kind varchar(8) not null default 'person'
        check (kind in ('person', 'room'))
    `)
  }

  async down() {
    this.schema.raw('alter table hosts drop column kind')
  }
}
