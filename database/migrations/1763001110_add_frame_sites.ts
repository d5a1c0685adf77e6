import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which sites may show the booking pages inside theirs, each as its origin; none by itself. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_settings
        add column frame_sites text[] not null default '{}' check (
          cardinality(frame_sites) <= 20 and array_position(frame_sites, null) is null
          and array_to_string(frame_sites, ' ') ~ '^((http|https)://[a-z0-9.-]+(:[0-9]{1,5}|)( |$))*$')
    `)
  }

  async down() {
    this.schema.raw('alter table booking_settings drop column frame_sites')
  }
}
