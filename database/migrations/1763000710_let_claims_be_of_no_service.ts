import { BaseSchema } from '@adonisjs/lucid/schema'

/** A calendar's event or a visit of several services holds time as well. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table claims alter column service_id drop not null')
  }

  async down() {
    this.schema.raw('alter table claims alter column service_id set not null')
  }
}
