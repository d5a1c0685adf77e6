import { BaseSchema } from '@adonisjs/lucid/schema'

/** Few do, and Today looks for them each time. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create index calendar_entries_asking on calendar_entries (business_id)
        where state in ('missing', 'moved_there') or declined_at is not null
    `)
  }

  async down() {
    this.schema.raw('drop index calendar_entries_asking')
  }
}
