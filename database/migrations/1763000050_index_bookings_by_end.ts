import { BaseSchema } from '@adonisjs/lucid/schema'

/** What the job that completes bookings looks for. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      `create index bookings_to_complete on bookings (ends_at) where status = 'approved'`
    )
  }

  async down() {
    this.schema.raw('drop index bookings_to_complete')
  }
}
