import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a person left behind goes, and that something was booked stays. Whoever waits no more need not
 * be reached. An erasure keeps whom it is about until they were told how it ended.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table bookings add column erased_at timestamptz')
    this.schema.raw(`
      alter table waitlist_entries
        drop constraint waitlist_entries_reach,
        add constraint waitlist_entries_reach check (
          num_nonnulls(client_email, client_phone) > 0 or status not in ('waiting', 'offered'))
    `)
    this.schema.raw(`
      create table erasures (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        client_id bigint,
        status varchar(12) not null default 'asked'
          check (status in ('asked', 'running', 'done', 'refused')),
        email varchar(254),
        client_name varchar(200),
        client_locale varchar(35) not null,
        client_time_zone varchar(100) not null,
        reason varchar(1000),
        keeps_coming boolean not null default false,
        tells_client boolean not null default true,
        counts jsonb not null default '{}',
        decided_by bigint references users (id) on delete set null,
        decided_at timestamptz,
        request_id varchar(64),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        unique (id, business_id)
      )
    `)
    this.schema.raw('create index erasures_business on erasures (business_id, status)')
    this.schema.raw(`
      create unique index erasures_open on erasures (business_id, client_id)
        where status in ('asked', 'running')
    `)
    this.schema.raw('create index erasures_email on erasures (email) where email is not null')
    this.setSubjects([...SUBJECTS, 'erasure'])
  }

  async down() {
    this.schema.raw(`delete from notifications where subject_type = 'erasure'`)
    this.setSubjects(SUBJECTS)
    this.schema.raw('drop table erasures')
    this.schema.raw(`
      delete from waitlist_entries where num_nonnulls(client_email, client_phone) = 0
    `)
    this.schema.raw(`
      alter table waitlist_entries
        drop constraint waitlist_entries_reach,
        add constraint waitlist_entries_reach check (
          num_nonnulls(client_email, client_phone) > 0)
    `)
    this.schema.raw('alter table bookings drop column erased_at')
  }

  private setSubjects(subjects: readonly string[]) {
    const list = subjects.map((subject) => `'${subject}'`).join(', ')
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (${list}))
    `)
  }
}

const SUBJECTS = [
  ...['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation'],
  ...['inbox_address', 'client', 'one_time_link', 'booking_link', 'webhook_endpoint'],
  ...['calendar_connection', 'outside_booking'],
]
