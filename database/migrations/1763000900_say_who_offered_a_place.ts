import { BaseSchema } from '@adonisjs/lucid/schema'

/** Null where it was offered by itself, to the next who waited. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table waitlist_offers
        add column offered_by bigint references users on delete set null
    `)
  }

  async down() {
    this.schema.raw('alter table waitlist_offers drop column offered_by')
  }
}
