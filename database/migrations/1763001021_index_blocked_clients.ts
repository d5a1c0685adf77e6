import { BaseSchema } from '@adonisjs/lucid/schema'

/** Each booking is held against those who are blocked, who are few. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index clients_blocked on clients (business_id) where blocked_at is not null
    `)
  }

  async down() {
    this.schema.raw('drop index clients_blocked')
  }
}
