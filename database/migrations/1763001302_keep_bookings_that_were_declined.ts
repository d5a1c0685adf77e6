import { BaseSchema } from '@adonisjs/lucid/schema'

/** The business kept a booking that its client declined in their calendar: nobody is asked again. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table calendar_entries add column declined_kept_at timestamptz')
  }

  async down() {
    this.schema.raw('alter table calendar_entries drop column declined_kept_at')
  }
}
