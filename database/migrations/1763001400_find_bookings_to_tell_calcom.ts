import { BaseSchema } from '@adonisjs/lucid/schema'

/** Looked for every half a minute: what Cal.com may have to be told of. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index outside_bookings_settled on outside_bookings (business_id, starts_at)
        where source = 'calcom' and state = 'settled' and not is_cancelled
          and push_problem is null
    `)
  }

  async down() {
    this.schema.raw('drop index outside_bookings_settled')
  }
}
