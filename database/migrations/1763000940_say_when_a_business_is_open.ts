import { BaseSchema } from '@adonisjs/lucid/schema'

/** The policy holds for services that have none of their own. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table businesses add column opening_times text, add column policy text')
  }

  async down() {
    this.schema.raw('alter table businesses drop column opening_times, drop column policy')
  }
}
