import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A move that waits for approval; the booking stays where it is meanwhile. Its id is of the space
 * that bookings have theirs from, so that a link may name either. Its claims are the booking's own,
 * marked with its id: the new time may overlap the old one, as only one holder's claims may.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table move_requests (
        id bigint primary key,
        business_id bigint not null,
        booking_id bigint not null,
        host_id bigint not null,
        status varchar(16) not null default 'pending'
          check (status in ('pending', 'approved', 'rejected', 'expired', 'withdrawn')),
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        reason text,
        rejection_reason text,
        expires_at timestamptz not null,
        decided_at timestamptz,
        decided_by bigint references users on delete set null,
        request_id varchar(64),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        foreign key (id, business_id) references holders (id, business_id) on delete cascade,
        foreign key (booking_id, business_id) references bookings (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id)
      )
    `)
    this.schema.raw(
      `create unique index move_requests_waiting on move_requests (booking_id) where status = 'pending'`
    )
    this.schema.raw('create index move_requests_booking on move_requests (booking_id, id)')
    this.schema.raw(
      `create index move_requests_expires on move_requests (expires_at) where status = 'pending'`
    )
    this.schema.raw('create index move_requests_business on move_requests (business_id, status)')
    this.schema.raw(`
      alter table claims
        add column move_request_id bigint,
        add constraint claims_move_request foreign key (move_request_id, business_id)
          references move_requests (id, business_id) on delete cascade
    `)
    this.schema.raw(
      'create index claims_move_request on claims (move_request_id) where move_request_id is not null'
    )
  }

  async down() {
    this.schema.raw('alter table claims drop column move_request_id')
    this.schema.raw('drop table move_requests')
  }
}
