import { BaseSchema } from '@adonisjs/lucid/schema'

/** Dates of a series that are not in the diary, and why, until they can be planned or are over. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'alter table session_series add column plans_on_closed_dates boolean not null default false'
    )
    this.schema.raw(`
      create table unplanned_dates (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        series_id bigint not null,
        date date not null,
        reason varchar(16) not null check (reason in ('taken', 'closed', 'host', 'service')),
        created_at timestamptz not null default now(),
        unique (series_id, date),
        foreign key (series_id, business_id)
          references session_series (id, business_id) on delete cascade
      )
    `)
  }

  async down() {
    this.schema.raw('drop table unplanned_dates')
    this.schema.raw('alter table session_series drop column plans_on_closed_dates')
  }
}
