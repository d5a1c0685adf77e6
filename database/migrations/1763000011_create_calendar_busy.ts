import { BaseSchema } from '@adonisjs/lucid/schema'

/** What outside calendars say of a host's time. A calendar is read anew as a whole, by its source. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table calendar_busy (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null check (ends_at > starts_at),
        source varchar(255) not null check (source <> ''),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      `create index calendar_busy_host_range
         on calendar_busy using gist (host_id, tstzrange(starts_at, ends_at))`
    )
    this.schema.raw('create index calendar_busy_source on calendar_busy (host_id, source)')
  }

  async down() {
    this.schema.raw('drop table calendar_busy')
  }
}
