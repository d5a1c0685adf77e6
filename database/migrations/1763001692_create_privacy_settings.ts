import { BaseSchema } from '@adonisjs/lucid/schema'

/** What a business says of privacy, and for how many months it keeps what; null keeps it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table privacy_settings (
        id bigint generated always as identity primary key,
        business_id bigint not null unique references businesses (id) on delete cascade,
        own_text text check (char_length(own_text) between 1 and 20000),
        replaces_template boolean not null default false,
        keep_done_months integer check (keep_done_months between 1 and 240),
        keep_cancelled_months integer check (keep_cancelled_months between 1 and 240),
        keep_declined_months integer check (keep_declined_months between 1 and 240),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        constraint privacy_settings_own check (not replaces_template or own_text is not null)
      )
    `)
    this.schema.raw(`
      create index bookings_to_erase on bookings (business_id, ends_at) where erased_at is null
    `)
  }

  async down() {
    this.schema.raw('drop index bookings_to_erase')
    this.schema.raw('drop table privacy_settings')
  }
}
