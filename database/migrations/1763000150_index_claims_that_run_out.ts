import { BaseSchema } from '@adonisjs/lucid/schema'

/** What every booking looks for before it looks for a free time: holds of its hosts that ran out. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      `create index claims_host_expires on claims (host_id, expires_at)
       where released_at is null and expires_at is not null`
    )
  }

  async down() {
    this.schema.raw('drop index claims_host_expires')
  }
}
