import { BaseSchema } from '@adonisjs/lucid/schema'

/** Kept like a service's questions; whoever an answer leads to may be gone, and then it leads to anyone. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services add column routing jsonb,
        add constraint services_routing check (
          routing is null or (
            coalesce(jsonb_typeof(routing -> 'question'), '') = 'string'
            and coalesce(jsonb_typeof(routing -> 'answers'), '') = 'array'))
    `)
  }

  async down() {
    this.schema.raw('alter table services drop column routing')
  }
}
