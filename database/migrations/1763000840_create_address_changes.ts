import { BaseSchema } from '@adonisjs/lucid/schema'

/** Kept after they happened: the former address may take a change back for some days. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table address_changes (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        former_email citext not null,
        was_proven boolean not null,
        email citext not null check (email <> former_email),
        created_at timestamptz not null default clock_timestamp(),
        confirmed_at timestamptz,
        stopped_at timestamptz
      )
    `)
    this.schema.raw('create index address_changes_user on address_changes (user_id)')
    this.schema.raw(`
      create unique index address_changes_open on address_changes (user_id)
        where confirmed_at is null and stopped_at is null
    `)
  }

  async down() {
    this.schema.raw(`delete from notifications where type in ('address_change', 'address_leaving')`)
    this.schema.raw('drop table address_changes')
  }
}
