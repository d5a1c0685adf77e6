import { BaseSchema } from '@adonisjs/lucid/schema'

/** A search looks at every booking of the business, and need not read the rows themselves for it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index bookings_searched on bookings (business_id)
        include (client_id, client_name, client_email, reference)
    `)
  }

  async down() {
    this.schema.raw('drop index bookings_searched')
  }
}
