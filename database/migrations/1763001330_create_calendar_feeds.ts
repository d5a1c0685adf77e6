import { BaseSchema } from '@adonisjs/lucid/schema'

/** Addresses at which a calendar reads what is booked. Each is one member's, and goes with them. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table calendar_feeds (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        membership_id bigint not null references memberships on delete cascade,
        host_id bigint references hosts on delete cascade,
        hash varchar(64) not null unique,
        shows varchar(10) not null check (shows in ('names', 'busy')),
        last_read_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        updated_at timestamptz not null default clock_timestamp()
      );
      create unique index calendar_feeds_one on calendar_feeds (membership_id, coalesce(host_id, 0));
      create index calendar_feeds_host on calendar_feeds (host_id) where host_id is not null
    `)
  }

  async down() {
    this.schema.raw('drop table calendar_feeds')
  }
}
