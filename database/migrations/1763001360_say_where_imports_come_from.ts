import { BaseSchema } from '@adonisjs/lucid/schema'

/** A list of bookings may be read from another program's own address, as well as from a file. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_imports add column source varchar(12) not null default 'file'
        check (source in ('file', 'calcom', 'calendly'))
    `)
  }

  async down() {
    this.schema.raw('alter table booking_imports drop column source')
  }
}
