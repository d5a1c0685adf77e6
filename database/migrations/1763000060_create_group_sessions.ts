import { BaseSchema } from '@adonisjs/lucid/schema'

/** The availability loader reads these of a service; see 1763000012. */
const READ = ['group_sessions', 'session_seats']
const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update_from', 'update', 'old'],
  ['update_to', 'update', 'new'],
]

/**
 * A session is a holder with one claim on its host's time; its seats are numbered rows, and the
 * database itself refuses a seat that is taken or that the session does not have.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'alter table services add column is_planned_only boolean not null default false'
    )

    this.schema.raw(`
      create table session_series (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        service_id bigint not null,
        host_id bigint not null,
        first_date date not null,
        last_date date check (last_date >= first_date),
        starts_time varchar(5) not null check (starts_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        duration_minutes integer not null check (duration_minutes between 5 and 1440),
        capacity integer not null check (capacity between 1 and 1000),
        booking_deadline_hours integer not null check (booking_deadline_hours between 0 and 720),
        every_weeks integer not null default 1 check (every_weeks between 1 and 8),
        is_active boolean not null default true,
        created_at timestamptz not null default now(),
        unique (id, business_id),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index session_series_business on session_series (business_id)')

    this.schema.raw(`
      create table group_sessions (
        id bigint primary key,
        business_id bigint not null,
        service_id bigint not null,
        host_id bigint not null,
        series_id bigint,
        series_date date,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        capacity integer not null check (capacity between 1 and 1000),
        booking_deadline_hours integer not null default 24
          check (booking_deadline_hours between 0 and 720),
        is_bookable boolean not null default true,
        is_planned boolean not null,
        status varchar(16) not null default 'scheduled' check (status in ('scheduled', 'cancelled')),
        cancel_reason text,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        unique (id, business_id, service_id, capacity),
        unique (series_id, series_date),
        constraint series_date_of_series check ((series_id is null) = (series_date is null)),
        foreign key (id, business_id) references holders (id, business_id) on delete cascade,
        foreign key (service_id, business_id) references services (id, business_id),
        foreign key (host_id, business_id) references hosts (id, business_id),
        foreign key (series_id, business_id) references session_series (id, business_id)
      )
    `)
    this.schema.raw('create index group_sessions_service on group_sessions (service_id, starts_at)')
    this.schema.raw(
      'create index group_sessions_business on group_sessions (business_id, starts_at)'
    )

    this.schema.raw(`
      alter table bookings
        add column session_id bigint,
        add column seats integer not null default 1 check (seats between 1 and 1000),
        add constraint bookings_session foreign key (session_id, business_id)
          references group_sessions (id, business_id)
    `)
    this.schema.raw(
      'create index bookings_session on bookings (session_id) where session_id is not null'
    )

    this.schema.raw(`
      create table session_seats (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        session_id bigint not null,
        service_id bigint not null,
        capacity integer not null,
        seat_no integer not null check (seat_no >= 1),
        booking_id bigint not null,
        expires_at timestamptz,
        released_at timestamptz,
        created_at timestamptz not null default now(),
        constraint session_seats_within check (released_at is not null or seat_no <= capacity),
        foreign key (session_id, business_id, service_id, capacity)
          references group_sessions (id, business_id, service_id, capacity)
          on update cascade on delete cascade,
        foreign key (booking_id, business_id) references bookings (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      'create unique index session_seats_taken on session_seats (session_id, seat_no) where released_at is null'
    )
    this.schema.raw('create index session_seats_booking on session_seats (booking_id)')

    for (const table of READ) {
      for (const [name, event, rows] of EVENTS) {
        this.schema.raw(`
          create trigger mark_availability_${name} after ${event} on ${table}
          referencing ${rows} table as changed
          for each statement execute function mark_availability('service', 'service_id')
        `)
      }
    }
  }

  async down() {
    this.schema.raw('drop table session_seats')
    this.schema.raw('alter table bookings drop column session_id, drop column seats')
    this.schema.raw('drop table group_sessions, session_series')
    this.schema.raw('alter table services drop column is_planned_only')
  }
}
