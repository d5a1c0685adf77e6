import { BaseSchema } from '@adonisjs/lucid/schema'

/** When its provider is to be asked, or asked again, to tell of changes; null is at once. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table calendars add column watch_due_at timestamptz')
  }

  async down() {
    this.schema.raw('alter table calendars drop column watch_due_at')
  }
}
