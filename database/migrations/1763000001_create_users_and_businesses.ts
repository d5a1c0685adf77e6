import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw('create extension if not exists citext')
    this.schema.raw('create extension if not exists btree_gist')

    this.schema.raw(`
      create table users (
        id bigint generated always as identity primary key,
        full_name varchar(255) not null,
        email citext not null unique,
        password text not null,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )
    `)

    this.schema.raw(`
      create table businesses (
        id bigint generated always as identity primary key,
        name varchar(255) not null check (name <> ''),
        description text,
        address varchar(500),
        phone varchar(32),
        email citext,
        time_zone varchar(64) not null,
        locale varchar(16) not null default 'en-GB',
        currency char(3) not null default 'GBP' check (currency = upper(currency)),
        week_starts_on smallint not null default 1 check (week_starts_on between 0 and 6),
        brand_colour varchar(7) not null default '#00698f' check (brand_colour ~ '^#[0-9a-f]{6}$'),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      )
    `)

    this.schema.raw(`
      create table memberships (
        id bigint generated always as identity primary key,
        user_id bigint not null references users on delete cascade,
        business_id bigint not null references businesses on delete cascade,
        role varchar(16) not null check (role in ('owner', 'admin', 'staff', 'viewer')),
        created_at timestamptz not null default now(),
        unique (user_id, business_id)
      )
    `)
    this.schema.raw('create index memberships_business on memberships (business_id)')
  }

  async down() {
    this.schema.raw('drop table memberships, businesses, users')
  }
}
