import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = ['services', 'booking_links', 'booking_templates']

/** A question's key names a form's field, a field of the API and a variable of its validator. */
const FAULTY = `$[*] \\? (@.key.type() <> "string" || !exists(@.key)
  || !(@.key like_regex "^[a-z][a-z0-9_]{0,39}$"))`

export default class extends BaseSchema {
  async up() {
    for (const table of TABLES) {
      this.schema.raw(`
        alter table ${table} add constraint ${table}_question_keys
          check (not jsonb_path_exists(questions, '${FAULTY}'))
      `)
    }
  }

  async down() {
    for (const table of TABLES) {
      this.schema.raw(`alter table ${table} drop constraint ${table}_question_keys`)
    }
  }
}
