import { BaseSchema } from '@adonisjs/lucid/schema'

/** A price keeps the digits that it was written with: none of a yen, three of a dinar. */
export default class extends BaseSchema {
  async up() {
    for (const table of ['services', 'bookings']) {
      this.schema.raw(`
        alter table ${table}
          alter column price type numeric,
          add constraint ${table}_price_digits check (price < 1e10 and scale(price) <= 4)
      `)
    }
  }

  async down() {
    for (const table of ['services', 'bookings']) {
      this.schema.raw(`
        alter table ${table}
          drop constraint ${table}_price_digits,
          alter column price type numeric(12, 2)
      `)
    }
  }
}
