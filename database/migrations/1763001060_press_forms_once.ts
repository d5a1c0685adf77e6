import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which forms were sent in the last moments, and where that led. Losing it in a crash loses nothing. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create unlogged table form_presses (
        press text primary key,
        location text,
        said jsonb,
        pressed_at timestamptz not null default clock_timestamp()
      )
    `)
  }

  async down() {
    this.schema.raw('drop table form_presses')
  }
}
