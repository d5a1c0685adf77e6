import { BaseSchema } from '@adonisjs/lucid/schema'

/** A check that comes to null lets its row pass: hours without a week are none that can be read. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services drop constraint services_hours, add constraint services_hours check (
        hours is null or coalesce(
          jsonb_typeof(hours -> 'weeklyHours') = 'array'
            and jsonb_typeof(hours -> 'overrides') = 'array', false))
    `)
  }

  async down() {
    this.schema.raw(`
      alter table services drop constraint services_hours, add constraint services_hours check (
        jsonb_typeof(hours -> 'weeklyHours') = 'array')
    `)
  }
}
