import { BaseSchema } from '@adonisjs/lucid/schema'

/** Null is what the catalogue has, in the language of whoever reads it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column decline_phrases text[] check (
          cardinality(decline_phrases) <= 10 and '' <> all (decline_phrases)
          and array_position(decline_phrases, null) is null)
    `)
  }

  async down() {
    this.schema.raw('alter table booking_settings drop column decline_phrases')
  }
}
