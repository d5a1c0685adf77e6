import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table booking_settings (
        id bigint generated always as identity primary key,
        business_id bigint not null unique references businesses on delete cascade,
        requires_approval boolean not null default false,
        buffer_time_minutes integer not null default 15 check (buffer_time_minutes between 0 and 1440),
        booking_expiry_hours integer not null default 24 check (booking_expiry_hours between 1 and 720),
        is_active boolean not null default true,
        auto_approve_returning_clients boolean not null default false,
        max_advance_booking_days integer not null default 30 check (max_advance_booking_days between 1 and 730),
        min_advance_booking_hours integer not null default 2 check (min_advance_booking_hours between 0 and 720),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )
    `)
  }

  async down() {
    this.schema.raw('drop table booking_settings')
  }
}
