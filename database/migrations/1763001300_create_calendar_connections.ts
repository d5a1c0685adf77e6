import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A connection opens the calendars that a host keeps elsewhere. What blocks in one of them stands in
 * `calendar_busy`; what stands in one of them for a booking is an entry.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table calendar_connections (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        user_id bigint references users on delete set null,
        provider varchar(16) not null check (provider in ('google', 'outlook', 'caldav', 'ics')),
        account varchar(320) not null check (account <> ''),
        secrets text not null,
        state varchar(16) not null default 'connected' check (state in ('connected', 'lost')),
        lost_because varchar(40),
        last_synced_at timestamptz,
        failing_since timestamptz,
        failures integer not null default 0,
        last_problem varchar(40),
        next_sync_at timestamptz not null default clock_timestamp(),
        leased_until timestamptz,
        lease uuid,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade,
        unique (id, host_id, business_id),
        check ((state = 'lost') = (lost_because is not null)),
        check ((failing_since is null) = (last_problem is null))
      );
      create index calendar_connections_host on calendar_connections (host_id);
      create index calendar_connections_business on calendar_connections (business_id);
      create index calendar_connections_due on calendar_connections (next_sync_at)
        where state = 'connected'
    `)
    this.schema.raw(`
      create table calendars (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        connection_id bigint not null,
        remote_id varchar(2000) not null,
        name varchar(255) not null,
        color varchar(32),
        time_zone varchar(64),
        is_primary boolean not null default false,
        can_write boolean not null default false,
        blocks boolean not null default true,
        is_written boolean not null default false,
        sync_token text,
        read_at timestamptz,
        read_whole_at timestamptz,
        watch_id varchar(64),
        watch_resource_id varchar(255),
        watch_token_hash varchar(64),
        watch_until timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        foreign key (connection_id, host_id, business_id)
          references calendar_connections (id, host_id, business_id) on delete cascade,
        unique (connection_id, remote_id),
        unique (watch_id),
        check (can_write or not is_written),
        check ((watch_id is null) = (watch_until is null))
      );
      create unique index calendars_written on calendars (host_id) where is_written
    `)
    this.schema.raw(`
      alter table calendar_busy
        add column calendar_id bigint references calendars on delete cascade,
        add column series_id text;
      create index calendar_busy_calendar on calendar_busy (calendar_id)
        where calendar_id is not null
    `)
    this.schema.raw(`
      create table calendar_entries (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        booking_id bigint not null references bookings on delete cascade,
        host_id bigint not null,
        calendar_id bigint references calendars on delete set null,
        state varchar(16) not null default 'wanted'
          check (state in ('wanted', 'written', 'removed', 'missing', 'moved_there')),
        remote_id varchar(2000),
        etag varchar(500),
        link varchar(2000),
        join_link varchar(2000),
        written_sequence integer,
        written_version varchar(64),
        written_at timestamptz,
        moved_starts_at timestamptz,
        moved_ends_at timestamptz,
        declined_at timestamptz,
        is_owed boolean not null default true,
        attempts integer not null default 0,
        tries integer not null default 0,
        next_attempt_at timestamptz not null default clock_timestamp(),
        leased_until timestamptz,
        last_problem varchar(40),
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade,
        unique (booking_id, host_id),
        check ((state = 'moved_there') = (moved_starts_at is not null)),
        check ((moved_starts_at is null) = (moved_ends_at is null))
      );
      create index calendar_entries_due on calendar_entries (next_attempt_at) where is_owed;
      create index calendar_entries_calendar on calendar_entries (calendar_id)
        where calendar_id is not null
    `)
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (
          'booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation',
          'inbox_address', 'client', 'one_time_link', 'booking_link', 'webhook_endpoint',
          'calendar_connection'))
    `)
  }

  async down() {
    this.schema.raw(`
      delete from notifications where subject_type = 'calendar_connection';
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (
          'booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation',
          'inbox_address', 'client', 'one_time_link', 'booking_link', 'webhook_endpoint'));
      drop table calendar_entries;
      alter table calendar_busy drop column calendar_id, drop column series_id;
      drop table calendars;
      drop table calendar_connections
    `)
  }
}
