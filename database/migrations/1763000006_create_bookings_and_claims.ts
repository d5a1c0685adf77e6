import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Bookings, proposed moves and group sessions share the id space of `holders`, so that a holder's
 * own claims may overlap while it moves and no two holders' claims on a host ever can.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table holders (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        unique (id, business_id)
      )
    `)

    this.schema.raw(`
      create table bookings (
        id bigint primary key,
        business_id bigint not null,
        service_id bigint not null,
        host_id bigint not null,
        reference varchar(50) not null unique,
        status varchar(20) not null default 'pending' check (status in
          ('pending', 'approved', 'rejected', 'expired', 'cancelled', 'completed', 'no_show')),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        client_name varchar(255) not null check (client_name <> ''),
        client_email citext,
        client_phone varchar(20),
        client_time_zone varchar(64) not null,
        client_locale varchar(16) not null,
        notes text,
        answers jsonb not null default '[]',
        price numeric(12, 2) not null,
        currency char(3) not null,
        host_reason jsonb not null default '{}',
        rejection_reason text,
        expires_at timestamptz,
        approved_at timestamptz,
        approved_by bigint references users on delete set null,
        calendar_uid uuid not null default gen_random_uuid() unique,
        calendar_sequence integer not null default 0,
        link_version integer not null default 1,
        request_id varchar(64),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint email_or_phone_required check (client_email is not null or client_phone is not null),
        constraint pending_expires check (status <> 'pending' or expires_at is not null),
        unique (id, business_id),
        foreign key (id, business_id) references holders (id, business_id) on delete cascade,
        foreign key (service_id, business_id) references services (id, business_id),
        foreign key (host_id, business_id) references hosts (id, business_id)
      )
    `)
    this.schema.raw('create index bookings_status on bookings (business_id, status, starts_at)')
    this.schema.raw('create index bookings_starts on bookings (business_id, starts_at)')
    this.schema.raw(
      `create index bookings_expires on bookings (expires_at) where status = 'pending'`
    )
    this.schema.raw('create index bookings_service on bookings (service_id)')
    this.schema.raw('create index bookings_host on bookings (host_id, starts_at)')

    this.schema.raw(`
      create table booking_events (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        booking_id bigint not null,
        from_status varchar(20),
        to_status varchar(20) not null,
        actor varchar(16) not null check (actor in ('client', 'user', 'system')),
        user_id bigint references users on delete set null,
        reason text,
        created_at timestamptz not null default clock_timestamp(),
        foreign key (booking_id, business_id) references bookings (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index booking_events_booking on booking_events (booking_id, id)')

    this.schema.raw(`
      create table claims (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        service_id bigint not null,
        holder_id bigint not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        blocked tstzrange not null,
        expires_at timestamptz,
        released_at timestamptz,
        created_at timestamptz not null default now(),
        constraint claims_blocked_covers_core check (blocked @> tstzrange(starts_at, ends_at)),
        constraint claims_no_overlap exclude using gist
          (host_id with =, holder_id with <>, blocked with &&) where (released_at is null),
        foreign key (holder_id, business_id) references holders (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id),
        foreign key (service_id, business_id) references services (id, business_id)
      )
    `)
    this.schema.raw('create index claims_holder on claims (holder_id)')
    this.schema.raw(
      'create index claims_host_starts on claims (host_id, starts_at) where released_at is null'
    )
    this.schema.raw(
      'create index claims_service_starts on claims (service_id, starts_at) where released_at is null'
    )

    this.schema.raw(`
      create table idempotency_keys (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        key varchar(255) not null,
        request_hash char(64) not null,
        outcome jsonb,
        created_at timestamptz not null default now(),
        unique (business_id, key)
      )
    `)
    this.schema.raw('create index idempotency_keys_created on idempotency_keys (created_at)')
  }

  async down() {
    this.schema.raw('drop table idempotency_keys, claims, booking_events, bookings, holders')
  }
}
