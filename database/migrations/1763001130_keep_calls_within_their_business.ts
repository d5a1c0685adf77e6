import { BaseSchema } from '@adonisjs/lucid/schema'

/** A call is about a booking or somebody waiting of its own business; who was called is looked up too. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table calls
        drop constraint calls_booking_id_fkey,
        drop constraint calls_waitlist_entry_id_fkey,
        add constraint calls_booking foreign key (booking_id, business_id)
          references bookings (id, business_id) on delete cascade,
        add constraint calls_waitlist_entry foreign key (waitlist_entry_id, business_id)
          references waitlist_entries (id, business_id) on delete cascade;
      create index calls_of_waiting on calls (waitlist_entry_id)
    `)
  }

  async down() {
    this.schema.raw(`
      drop index calls_of_waiting;
      alter table calls
        drop constraint calls_waitlist_entry,
        drop constraint calls_booking,
        add constraint calls_booking_id_fkey foreign key (booking_id)
          references bookings on delete cascade,
        add constraint calls_waitlist_entry_id_fkey foreign key (waitlist_entry_id)
          references waitlist_entries on delete cascade
    `)
  }
}
