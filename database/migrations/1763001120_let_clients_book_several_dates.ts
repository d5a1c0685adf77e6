import { BaseSchema } from '@adonisjs/lucid/schema'

/** How many dates of a service one client may book with one press; one by itself. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column most_dates smallint not null default 1 check (most_dates between 1 and 12)
    `)
  }

  async down() {
    this.schema.raw('alter table services drop column most_dates')
  }
}
