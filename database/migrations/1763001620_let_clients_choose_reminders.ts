import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What whoever reads an address wants of a business, beside what it must tell them. Without a row, or
 * with a list that is null, they are reminded as the business reminds all; an empty list reminds never.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table client_preferences (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        email citext not null,
        reminder_minutes integer[],
        gets_follow_ups boolean not null default true,
        unique (business_id, email),
        constraint client_preferences_reminder_minutes check (
          5 <= all (reminder_minutes) and 40320 >= all (reminder_minutes)
          and array_position(reminder_minutes, null) is null
          and cardinality(reminder_minutes) <= 8)
      )
    `)
  }

  async down() {
    this.schema.raw('drop table client_preferences')
  }
}
