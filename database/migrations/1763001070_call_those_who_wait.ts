import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whoever waits and left a number alone is called too. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table calls
        alter column booking_id drop not null,
        add column waitlist_entry_id bigint references waitlist_entries on delete cascade,
        add constraint calls_about_one check (num_nonnulls(booking_id, waitlist_entry_id) = 1);
      create unique index calls_open_to_waiting on calls (waitlist_entry_id)
        where called_at is null and waitlist_entry_id is not null
    `)
  }

  async down() {
    this.schema.raw(`
      delete from calls where booking_id is null;
      drop index calls_open_to_waiting;
      alter table calls
        drop constraint calls_about_one,
        drop column waitlist_entry_id,
        alter column booking_id set not null
    `)
  }
}
