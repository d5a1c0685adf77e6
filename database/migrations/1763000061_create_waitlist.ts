import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Who waits for a time that is taken, or for one earlier than theirs. An offer is a holder, as a
 * booking is: it holds host time by a claim, or seats of a session, until it runs out by the clock.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table waitlist_entries (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        service_id bigint not null,
        host_id bigint,
        booking_id bigint,
        starts_at timestamptz,
        duration_minutes integer check (duration_minutes between 5 and 1440),
        seats integer not null default 1 check (seats between 1 and 1000),
        client_name varchar(200) not null,
        client_email varchar(254) not null,
        client_phone varchar(32),
        client_time_zone varchar(64) not null,
        client_locale varchar(35) not null,
        status varchar(16) not null default 'waiting'
          check (status in ('waiting', 'offered', 'booked', 'left', 'passed', 'over')),
        link_version integer not null default 1,
        request_id varchar(64),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        constraint waitlist_entries_wish check (num_nonnulls(starts_at, booking_id) = 1),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id),
        foreign key (booking_id, business_id) references bookings (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(`
      create unique index waitlist_entries_once
        on waitlist_entries (service_id, starts_at, lower(client_email))
        where booking_id is null and status in ('waiting', 'offered')
    `)
    this.schema.raw(`
      create unique index waitlist_entries_booking_once on waitlist_entries (booking_id)
        where status in ('waiting', 'offered')
    `)
    this.schema.raw(`
      create index waitlist_entries_waiting on waitlist_entries (service_id, id)
        where status in ('waiting', 'offered')
    `)
    this.schema.raw('create index waitlist_entries_business on waitlist_entries (business_id)')

    this.schema.raw(`
      create table waitlist_offers (
        id bigint primary key,
        business_id bigint not null,
        entry_id bigint not null,
        host_id bigint not null,
        session_id bigint,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        expires_at timestamptz not null,
        status varchar(16) not null default 'open'
          check (status in ('open', 'taken', 'declined', 'expired')),
        booking_id bigint,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        constraint waitlist_offers_taken check ((status = 'taken') = (booking_id is not null)),
        foreign key (id, business_id) references holders (id, business_id) on delete cascade,
        foreign key (entry_id, business_id)
          references waitlist_entries (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id),
        foreign key (session_id, business_id) references group_sessions (id, business_id),
        foreign key (booking_id, business_id) references bookings (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      `create unique index waitlist_offers_open on waitlist_offers (entry_id) where status = 'open'`
    )
    this.schema.raw('create index waitlist_offers_entry on waitlist_offers (entry_id, id)')
    this.schema.raw(
      `create index waitlist_offers_expires on waitlist_offers (expires_at) where status = 'open'`
    )

    this.schema.raw(`
      alter table session_seats
        alter column booking_id drop not null,
        add column offer_id bigint,
        add constraint session_seats_holder check (num_nonnulls(booking_id, offer_id) = 1),
        add constraint session_seats_offer foreign key (offer_id, business_id)
          references waitlist_offers (id, business_id) on delete cascade
    `)
    this.schema.raw(
      'create index session_seats_offer on session_seats (offer_id) where offer_id is not null'
    )
    this.schema.raw(`
      alter table notifications add column waitlist_entry_id bigint
        references waitlist_entries on delete cascade
    `)
    this.schema.raw(`
      create index notifications_waitlist_entry on notifications (waitlist_entry_id)
        where waitlist_entry_id is not null
    `)
  }

  async down() {
    this.schema.raw('delete from notifications where waitlist_entry_id is not null')
    this.schema.raw('alter table notifications drop column waitlist_entry_id')
    this.schema.raw(`
      update claims set released_at = now()
      where released_at is null and holder_id in (select id from waitlist_offers)
    `)
    this.schema.raw('delete from session_seats where offer_id is not null')
    this.schema.raw(`
      alter table session_seats drop column offer_id, alter column booking_id set not null
    `)
    this.schema.raw('drop table waitlist_offers, waitlist_entries')
  }
}
