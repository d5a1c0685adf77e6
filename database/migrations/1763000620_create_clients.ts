import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A client for each address that books, or each number where there is no address. Merging points to
 * the record that shows them both, and no booking changes hands: so it can be undone.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table clients (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        name varchar(255) not null check (name <> ''),
        email varchar(255),
        email_key varchar(255),
        phone varchar(40),
        phone_key varchar(40),
        contact_key varchar(255) generated always as (coalesce(email_key, phone_key)) stored,
        search_key text not null,
        locale varchar(35) not null,
        time_zone varchar(64) not null,
        notes text,
        tags text[] not null default '{}',
        client_since timestamptz,
        blocked_at timestamptz,
        blocked_by bigint references users on delete set null,
        block_reason text,
        merged_into bigint,
        merged_via bigint,
        merged_at timestamptz,
        merged_by bigint references users on delete set null,
        record_id bigint not null generated always as (coalesce(merged_into, id)) stored,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        unique (id, business_id),
        constraint clients_once unique (business_id, contact_key),
        constraint clients_merged check (
          merged_into <> id and merged_via <> id and num_nonnulls(merged_into, merged_via) <> 1),
        foreign key (merged_into, business_id) references clients (id, business_id) on delete cascade,
        foreign key (merged_via, business_id) references clients (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(`
      create index clients_phone on clients (business_id, phone_key) where phone_key is not null
    `)
    this.schema.raw('create index clients_record on clients (record_id)')
    this.schema.raw('create index clients_via on clients (merged_via) where merged_via is not null')
    this.schema.raw(`
      create index clients_name on clients (business_id, lower(name), id) where merged_into is null
    `)
    this.schema.raw(`
      create index clients_newest on clients (business_id, created_at, id) where merged_into is null
    `)
    this.schema.raw(`
      alter table bookings
        add column client_id bigint,
        add constraint bookings_client foreign key (client_id, business_id)
          references clients (id, business_id) on delete set null (client_id)
    `)
    this.schema.raw('create index bookings_client on bookings (client_id, starts_at)')
  }

  async down() {
    this.schema.raw('alter table bookings drop column client_id')
    this.schema.raw('drop table clients')
  }
}
