import { BaseSchema } from '@adonisjs/lucid/schema'

/** By the minutes of a further length, as `{"30": "28.00"}`; those that are not named cost the price. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services add column length_prices jsonb not null default '{}'
        check (jsonb_typeof(length_prices) = 'object')
    `)
  }

  async down() {
    this.schema.raw('alter table services drop column length_prices')
  }
}
