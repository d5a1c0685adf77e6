import { BaseSchema } from '@adonisjs/lucid/schema'

/** Empty follows the browser's language, and the business's zone. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table users
        add column locale varchar(35) check (locale <> ''),
        add column time_zone varchar(64) check (time_zone <> '')
    `)
  }

  async down() {
    this.schema.raw('alter table users drop column locale, drop column time_zone')
  }
}
