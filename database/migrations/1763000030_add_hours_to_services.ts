import { BaseSchema } from '@adonisjs/lucid/schema'

/** The engine's working hours, to which those of every host are cut down; null leaves them whole. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services add column hours jsonb
        constraint services_hours check (jsonb_typeof(hours -> 'weeklyHours') = 'array')
    `)
  }

  async down() {
    this.schema.raw('alter table services drop column hours')
  }
}
