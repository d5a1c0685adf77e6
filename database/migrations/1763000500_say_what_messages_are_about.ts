import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a message is about, in one way whatever it is. `booking_id` follows from it: no message is
 * about a booking that is not there, and bookings are joined with their messages by its index.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table notifications
        add column subject_type varchar(32),
        add column subject_id bigint
    `)
    this.schema.raw(`
      update notifications
      set subject_type = case
          when booking_id is not null then 'booking'
          when waitlist_entry_id is not null then 'waitlist_entry'
          when enquiry_id is not null then 'enquiry'
          when type = 'dates_not_planned' then 'session_series'
          else 'user' end,
        subject_id = coalesce(booking_id, waitlist_entry_id, enquiry_id,
          case when type = 'dates_not_planned' then cast(data->>'seriesId' as bigint) end, user_id)
    `)
    this.schema.raw(`
      update notifications
      set subject_type = troubled.subject_type, subject_id = troubled.subject_id
      from notifications as troubled
      where notifications.type in ('message_failed', 'message_bounced')
        and troubled.id = cast(notifications.data->>'notification_id' as bigint)
    `)
    this.schema.raw(`
      alter table notifications
        alter column subject_type set not null,
        alter column subject_id set not null,
        add constraint notifications_subject check (
          subject_type in ('booking', 'waitlist_entry', 'enquiry', 'session_series', 'user')),
        drop constraint notifications_reminder,
        drop column booking_id,
        drop column waitlist_entry_id,
        drop column enquiry_id
    `)
    this.schema.raw(`
      alter table notifications
        add column booking_id bigint
          generated always as (case when subject_type = 'booking' then subject_id end) stored
          references bookings on delete cascade
    `)
    this.addBookingRules()
  }

  async down() {
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_reminder,
        drop column booking_id
    `)
    this.schema.raw(`
      alter table notifications
        add column booking_id bigint references bookings on delete cascade,
        add column waitlist_entry_id bigint references waitlist_entries on delete cascade,
        add column enquiry_id bigint,
        add constraint notifications_enquiry foreign key (enquiry_id, business_id)
          references enquiries (id, business_id) on delete cascade
    `)
    this.schema.raw(`
      update notifications
      set booking_id = case when subject_type = 'booking' then subject_id end,
        waitlist_entry_id = case when subject_type = 'waitlist_entry' then subject_id end,
        enquiry_id = case when subject_type = 'enquiry' then subject_id end
      where subject_type in ('booking', 'waitlist_entry', 'enquiry')
    `)
    this.schema.raw('alter table notifications drop column subject_type, drop column subject_id')
    this.addBookingRules()
    this.schema.raw(`
      create index notifications_waitlist_entry on notifications (waitlist_entry_id)
        where waitlist_entry_id is not null;
      create index notifications_enquiry on notifications (enquiry_id) where enquiry_id is not null
    `)
  }

  private addBookingRules() {
    this.schema.raw(`
      alter table notifications
        add constraint notifications_reminder check (
          type <> 'booking_reminder'
          or num_nonnulls(booking_id, booking_version, offset_minutes) = 3);
      create index notifications_booking on notifications (booking_id);
      create unique index notifications_reminder_once
        on notifications (booking_id, booking_version, offset_minutes, channel)
        where type = 'booking_reminder'
    `)
  }
}
