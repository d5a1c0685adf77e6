import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * When somebody showed that they read what is sent to a user's address. Those who were here before
 * it was asked for keep sending.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table users add column email_verified_at timestamptz')
    this.schema.raw('update users set email_verified_at = now()')
    this.schema.raw(
      `create index notifications_unproven on notifications (business_id)
       where status = 'queued' and last_error = 'owner_unproven'`
    )
  }

  async down() {
    this.schema.raw('drop index notifications_unproven')
    this.schema.raw('alter table users drop column email_verified_at')
  }
}
