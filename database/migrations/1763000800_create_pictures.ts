import { BaseSchema } from '@adonisjs/lucid/schema'

const EVENTS = [
  ['insert', 'insert', 'new'],
  ['update', 'update', 'new'],
  ['delete', 'delete', 'old'],
]

/** One of each kind is shown; those before it can be put back for a while. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table pictures (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        kind varchar(7) not null check (kind in ('logo', 'cover', 'host', 'service')),
        host_id bigint,
        service_id bigint,
        key varchar(32) not null unique,
        width integer not null check (width > 0),
        height integer not null check (height > 0),
        widths integer[] not null check (cardinality(widths) > 0),
        alt varchar(200) check (alt <> ''),
        removed_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        check ((kind = 'host') = (host_id is not null)),
        check ((kind = 'service') = (service_id is not null)),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade,
        foreign key (service_id, business_id) references services (id, business_id)
          on delete cascade
      )
    `)
    this.schema.raw(`
      create unique index pictures_shown
        on pictures (business_id, kind, coalesce(host_id, service_id, 0))
        where removed_at is null
    `)
    this.schema.raw(`
      create index pictures_removed on pictures (removed_at) where removed_at is not null
    `)
    this.schema.raw('create index pictures_host on pictures (host_id)')
    this.schema.raw('create index pictures_service on pictures (service_id)')
    this.schema.raw(`
      create table picture_files (
        picture_id bigint not null references pictures (id) on delete cascade,
        width integer not null,
        format varchar(4) not null check (format in ('avif', 'webp')),
        bytes bytea not null,
        primary key (picture_id, width, format)
      )
    `)
    // They are compressed already.
    this.schema.raw('alter table picture_files alter bytes set storage external')
    for (const [name, event, rows] of EVENTS) {
      this.schema.raw(`
        create trigger mark_catalogue_${name} after ${event} on pictures
        referencing ${rows} table as changed
        for each statement execute function mark_availability('business', 'business_id')
      `)
    }
  }

  async down() {
    this.schema.raw('drop table picture_files')
    this.schema.raw('drop table pictures')
  }
}
