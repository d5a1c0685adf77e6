import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Rules that may be null are inherited, in this order: one-time link, link, service, business. They
 * are read anew with every page and booking, and are no part of what the availability cache keeps,
 * so their changes leave no mark.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table booking_templates (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        name varchar(255) not null check (name <> ''),
        questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
        follow_up text,
        follow_up_delay_hours integer not null default 24
          check (follow_up_delay_hours between 0 and 8760),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (business_id, name),
        unique (id, business_id)
      )
    `)

    this.schema.raw(`
      create table booking_links (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        service_id bigint not null,
        name varchar(255) not null check (name <> ''),
        is_active boolean not null default true,
        version integer not null default 1,
        duration_minutes integer check (duration_minutes between 5 and 1440),
        durations integer[] not null default '{}' check (
          5 <= all (durations) and 1440 >= all (durations)
          and array_position(durations, null) is null and cardinality(durations) <= 20),
        slot_interval_minutes integer check (slot_interval_minutes between 5 and 1440),
        hours jsonb check (jsonb_typeof(hours) = 'object'),
        buffer_before_minutes integer check (buffer_before_minutes between 0 and 1440),
        buffer_after_minutes integer check (buffer_after_minutes between 0 and 1440),
        minimum_notice_minutes integer check (minimum_notice_minutes >= 0),
        horizon_days integer check (horizon_days between 1 and 730),
        bookable_from date,
        bookable_until date,
        daily_limit integer check (daily_limit > 0),
        weekly_limit integer check (weekly_limit > 0),
        requires_approval boolean,
        questions jsonb check (jsonb_typeof(questions) = 'array'),
        follow_up text,
        follow_up_delay_hours integer check (follow_up_delay_hours between 0 and 8760),
        view_count integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint booking_links_dates check (bookable_until >= bookable_from),
        unique (id, business_id),
        unique (id, service_id, business_id),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index booking_links_business on booking_links (business_id)')
    this.schema.raw('create index booking_links_service on booking_links (service_id)')

    this.schema.raw(`
      create table booking_link_hosts (
        business_id bigint not null,
        link_id bigint not null,
        host_id bigint not null,
        primary key (link_id, host_id),
        foreign key (link_id, business_id) references booking_links (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id)
      )
    `)
    this.schema.raw('create index booking_link_hosts_host on booking_link_hosts (host_id)')

    this.schema.raw(`
      create table one_time_links (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        service_id bigint not null,
        link_id bigint,
        token_hash char(64) not null unique,
        recipient_name varchar(255),
        recipient_email citext,
        host_id bigint,
        duration_minutes integer check (duration_minutes between 5 and 1440),
        minimum_notice_minutes integer check (minimum_notice_minutes >= 0),
        horizon_days integer check (horizon_days between 1 and 730),
        requires_approval boolean,
        rearms_on_cancel boolean not null default false,
        expires_at timestamptz not null,
        opened_at timestamptz,
        view_count integer not null default 0,
        spent_at timestamptz,
        revoked_at timestamptz,
        created_by bigint references users on delete set null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade,
        foreign key (link_id, service_id, business_id)
          references booking_links (id, service_id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id)
      )
    `)
    this.schema.raw('create index one_time_links_business on one_time_links (business_id)')
    this.schema.raw('create index one_time_links_link on one_time_links (link_id)')
  }

  async down() {
    this.schema.raw(
      'drop table one_time_links, booking_link_hosts, booking_links, booking_templates'
    )
  }
}
