import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which sites may read and book by script from their pages, each as its origin; none by itself. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column api_sites text[] not null default '{}' check (
          cardinality(api_sites) <= 20 and array_position(api_sites, null) is null
          and array_to_string(api_sites, ' ') ~ '^((http|https)://[a-z0-9.-]+(:[0-9]{1,5}|)( |$))*$')
    `)
  }

  async down() {
    this.schema.raw('alter table booking_settings drop column api_sites')
  }
}
