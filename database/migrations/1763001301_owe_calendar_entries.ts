import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Whoever changes a booking owes what stands for it in its hosts' calendars, whichever way they change
 * it: so the database owes it, once all of the transaction is done. `attempts` rises with it, so that
 * one who writes the entry meanwhile knows that it has changed since.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create function owe_calendar_entries() returns trigger language plpgsql as $$
      begin
        if not exists (select from calendars where business_id = new.business_id and is_written)
          and not exists (select from calendar_entries where booking_id = new.id)
        then
          return null;
        end if;
        update calendar_entries
          set is_owed = true, attempts = attempts + 1, tries = 0, next_attempt_at = clock_timestamp()
          where booking_id in (
            select id from bookings
            where id = new.id or session_id = new.session_id and ends_at > clock_timestamp());
        insert into calendar_entries (business_id, booking_id, host_id)
          select bookings.business_id, bookings.id, calendars.host_id
          from bookings join calendars on calendars.business_id = bookings.business_id
            and calendars.is_written
          where bookings.id = new.id and bookings.status in ('approved', 'completed', 'no_show')
            and bookings.ends_at > clock_timestamp()
            and (calendars.host_id = bookings.host_id or exists (
              select from claims
              where claims.holder_id in (bookings.id, bookings.session_id)
                and claims.host_id = calendars.host_id and claims.released_at is null
                and claims.starts_at = bookings.starts_at))
          on conflict (booking_id, host_id) do nothing;
        return null;
      end $$
    `)
    this.schema.raw(`
      create constraint trigger owe_calendar_entries
        after insert or update of status, host_id, service_id, session_id, starts_at, ends_at,
          client_name, answers, place_key, wording, calendar_sequence
        on bookings deferrable initially deferred
        for each row execute function owe_calendar_entries()
    `)
  }

  async down() {
    this.schema.raw('drop trigger owe_calendar_entries on bookings')
    this.schema.raw('drop function owe_calendar_entries')
  }
}
