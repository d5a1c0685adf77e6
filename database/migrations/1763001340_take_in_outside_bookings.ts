import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECT = 'outside_booking'

/**
 * Bookings made elsewhere, as that place last said they are. What came of one here is a booking that
 * names it; one that cannot be stays with the reason. A bridge is how Cal.com tells a business's.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table calcom_bridges (
        id bigint generated always as identity primary key,
        business_id bigint not null unique references businesses on delete cascade,
        token varchar(32) not null unique,
        secret text not null,
        api_key text,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp()
      );
      create table outside_services (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        source varchar(12) not null,
        remote_id varchar(200) not null,
        name varchar(200) not null,
        service_id bigint references services on delete set null,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        unique (business_id, source, remote_id)
      );
      create table outside_bookings (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        source varchar(12) not null,
        uid varchar(300) not null,
        former_uids text[] not null default '{}',
        outside_service_id bigint not null references outside_services on delete cascade,
        host_email varchar(254),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        is_cancelled boolean not null default false,
        reason varchar(500),
        client_name varchar(200) not null,
        client_email varchar(254),
        client_phone varchar(40),
        client_time_zone varchar(64) not null,
        notes text,
        told_at timestamptz not null,
        state varchar(10) not null default 'wanted'
          check (state in ('wanted', 'settled', 'kept', 'put_aside')),
        problem varchar(40),
        push_problem varchar(40),
        attempts integer not null default 0,
        next_attempt_at timestamptz,
        leased_until timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp(),
        unique (business_id, source, uid),
        check ((state = 'kept') <= (problem is not null))
      );
      create index outside_bookings_former on outside_bookings using gin (former_uids);
      create index outside_bookings_open on outside_bookings (business_id, state)
        where state in ('wanted', 'kept');
      create table calcom_deliveries (
        id bigint generated always as identity primary key,
        bridge_id bigint not null references calcom_bridges on delete cascade,
        business_id bigint not null references businesses on delete cascade,
        event varchar(60) not null,
        uid varchar(300) not null,
        sent_at timestamptz not null,
        outcome varchar(12) not null
          check (outcome in ('taken', 'stale', 'too_old', 'ignored', 'unreadable')),
        outside_booking_id bigint references outside_bookings on delete set null,
        created_at timestamptz not null default clock_timestamp(),
        unique (bridge_id, event, uid, sent_at)
      );
      create index calcom_deliveries_booking on calcom_deliveries (outside_booking_id)
        where outside_booking_id is not null
    `)
    this.schema.raw(`
      alter table bookings add column outside_booking_id bigint unique
        references outside_bookings on delete set null
    `)
    this.subjects(`array_append(allowed, '${SUBJECT}')`)
  }

  async down() {
    this.schema.raw(`delete from notifications where subject_type = '${SUBJECT}'`)
    this.subjects(`array_remove(allowed, '${SUBJECT}')`)
    this.schema.raw(`
      alter table bookings drop column outside_booking_id;
      drop table calcom_deliveries, outside_bookings, outside_services, calcom_bridges
    `)
  }

  /** Whatever else is allowed by then stays so. */
  private subjects(changed: string) {
    this.schema.raw(`
      do $$
      declare allowed text[];
      begin
        select array_agg(match[1]) into allowed
          from pg_constraint,
            regexp_matches(pg_get_constraintdef(oid), '''([a-z_]+)''', 'g') as match
         where conname = 'notifications_subject' and conrelid = 'notifications'::regclass;
        allowed := ${changed};
        alter table notifications drop constraint notifications_subject;
        execute format(
          'alter table notifications add constraint notifications_subject check (subject_type in (%s))',
          (select string_agg(quote_literal(one), ', ') from unnest(allowed) as one));
      end $$
    `)
  }
}
