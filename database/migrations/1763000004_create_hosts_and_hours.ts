import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table hosts (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        user_id bigint references users on delete set null,
        name varchar(255) not null check (name <> ''),
        time_zone varchar(64) not null,
        daily_limit integer check (daily_limit > 0),
        weekly_limit integer check (weekly_limit > 0),
        is_active boolean not null default true,
        position integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id)
      )
    `)
    this.schema.raw('create index hosts_business on hosts (business_id)')

    this.schema.raw(`
      create table availability_rules (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        day_of_week smallint not null check (day_of_week between 0 and 6),
        opens_time varchar(5) not null check (opens_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        closes_time varchar(5) not null check (closes_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index availability_rules_host on availability_rules (host_id)')

    this.schema.raw(`
      create table date_overrides (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        host_id bigint not null,
        date date not null,
        windows jsonb not null default '[]' check (jsonb_typeof(windows) = 'array'),
        reason varchar(255),
        created_at timestamptz not null default now(),
        unique (host_id, date),
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
  }

  async down() {
    this.schema.raw('drop table date_overrides, availability_rules, hosts')
  }
}
