import { BaseSchema } from '@adonisjs/lucid/schema'

/** Rules that may be null are inherited from the business's booking settings. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table services (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        name varchar(255) not null check (name <> ''),
        slug varchar(100) not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        description text,
        duration_minutes integer not null check (duration_minutes between 5 and 1440),
        slot_interval_minutes integer check (slot_interval_minutes between 5 and 1440),
        buffer_before_minutes integer not null default 0 check (buffer_before_minutes between 0 and 1440),
        buffer_after_minutes integer check (buffer_after_minutes between 0 and 1440),
        minimum_notice_minutes integer check (minimum_notice_minutes >= 0),
        horizon_days integer check (horizon_days between 1 and 730),
        daily_limit integer check (daily_limit > 0),
        weekly_limit integer check (weekly_limit > 0),
        requires_approval boolean,
        capacity integer not null default 1 check (capacity between 1 and 1000),
        price numeric(12, 2) not null default 0 check (price >= 0),
        host_mode varchar(16) not null default 'any' check (host_mode in ('any', 'collective')),
        location_type varchar(16) not null default 'in_person'
          check (location_type in ('in_person', 'phone', 'video', 'custom')),
        location_details varchar(500),
        instructions text,
        is_active boolean not null default true,
        is_hidden boolean not null default false,
        position integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (business_id, slug),
        unique (id, business_id)
      )
    `)

    this.schema.raw(`
      create table service_hosts (
        business_id bigint not null,
        service_id bigint not null,
        host_id bigint not null,
        priority integer not null default 0,
        weight integer not null default 1 check (weight > 0),
        primary key (service_id, host_id),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index service_hosts_host on service_hosts (host_id)')
  }

  async down() {
    this.schema.raw('drop table service_hosts, services')
  }
}
