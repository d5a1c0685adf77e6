import { BaseSchema } from '@adonisjs/lucid/schema'

const READ = ['blocks', 'block_hosts']

const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update_from', 'update', 'old'],
  ['update_to', 'update', 'new'],
]

/** Like the hours, they are marked in the catalogue of their business; see 1763000141. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table blocks (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        first_date date not null,
        last_date date check (last_date >= first_date),
        weekly_days smallint check (weekly_days between 1 and 7),
        starts_time varchar(5) not null check (starts_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
        ends_time varchar(5) not null check (ends_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
        skipped_dates jsonb not null default '[]' check (jsonb_typeof(skipped_dates) = 'array'),
        reason varchar(255),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        constraint blocks_end check (last_date is not null or weekly_days is not null)
      )
    `)
    this.schema.raw('create index blocks_business on blocks (business_id)')
    this.schema.raw(`
      create table block_hosts (
        business_id bigint not null,
        block_id bigint not null,
        host_id bigint not null,
        primary key (block_id, host_id),
        foreign key (block_id, business_id) references blocks (id, business_id) on delete cascade,
        foreign key (host_id, business_id) references hosts (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index block_hosts_host on block_hosts (host_id)')

    for (const table of READ) {
      for (const [name, event, rows] of EVENTS) {
        this.schema.raw(`
          create trigger mark_catalogue_${name} after ${event} on ${table}
          referencing ${rows} table as changed
          for each statement execute function mark_availability('business', 'business_id')
        `)
      }
    }
  }

  async down() {
    this.schema.raw('drop table block_hosts, blocks')
  }
}
