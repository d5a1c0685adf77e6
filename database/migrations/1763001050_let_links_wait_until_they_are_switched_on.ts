import { BaseSchema } from '@adonisjs/lucid/schema'

/** `draft_step` is the step of its form that comes next; null once it was switched on. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table booking_links
        add column draft_step smallint check (draft_step between 2 and 6),
        add column switched_off_at timestamptz,
        add constraint booking_links_draft_off check (draft_step is null or not is_active),
        add constraint booking_links_off_since check (switched_off_at is null or not is_active)
    `)
  }

  async down() {
    this.schema.raw('alter table booking_links drop column draft_step, drop column switched_off_at')
  }
}
