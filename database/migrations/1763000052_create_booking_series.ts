import { BaseSchema } from '@adonisjs/lucid/schema'

/** How many dates were booked together stays on record, so that a torn series can be found. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table booking_series (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        dates integer not null check (dates > 0),
        created_at timestamptz not null default now(),
        unique (id, business_id)
      )
    `)
    this.schema.raw('create index booking_series_business on booking_series (business_id)')
    this.schema.raw(`
      alter table bookings
        add column series_id bigint,
        add constraint bookings_series foreign key (series_id, business_id)
          references booking_series (id, business_id)
    `)
    this.schema.raw(
      'create index bookings_series on bookings (series_id) where series_id is not null'
    )
  }

  async down() {
    this.schema.raw('alter table bookings drop column series_id')
    this.schema.raw('drop table booking_series')
  }
}
