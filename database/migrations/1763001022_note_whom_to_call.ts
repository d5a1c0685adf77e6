import { BaseSchema } from '@adonisjs/lucid/schema'

/** A client whom no message can reach is called: one call for each booking, about what happened last. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table calls (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        booking_id bigint not null references bookings on delete cascade,
        type varchar(40) not null,
        request_id varchar(64),
        created_at timestamptz not null default clock_timestamp(),
        called_at timestamptz,
        called_by bigint references users on delete set null
      );
      create unique index calls_open on calls (booking_id) where called_at is null;
      create index calls_of_business on calls (business_id) where called_at is null
    `)
  }

  async down() {
    this.schema.raw('drop table calls')
  }
}
