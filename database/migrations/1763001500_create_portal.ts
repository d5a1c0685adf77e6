import { BaseSchema } from '@adonisjs/lucid/schema'

/** Clients sign in by a mailed link. An address is kept as it is compared: see `addressKey`. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table portal_links (
        id bigint generated always as identity primary key,
        email varchar(254) not null,
        token_hash char(64) not null unique,
        expires_at timestamptz not null,
        spent_at timestamptz
      )
    `)
    this.schema.raw('create index portal_links_email on portal_links (email)')
    this.schema.raw(`
      create table portal_sign_ins (
        id bigint generated always as identity primary key,
        email varchar(254) not null,
        token_hash char(64) not null unique,
        user_agent varchar(255),
        issued_at timestamptz not null default now(),
        last_seen_at timestamptz not null default now(),
        ended_at timestamptz
      )
    `)
    this.schema.raw('create index portal_sign_ins_email on portal_sign_ins (email)')
    this.schema.raw(`
      create index bookings_client_email on bookings (client_email, starts_at)
        where client_email is not null
    `)
  }

  async down() {
    this.schema.raw('drop index bookings_client_email')
    this.schema.raw(`delete from notifications where type = 'portal_link'`)
    this.schema.raw('drop table portal_sign_ins, portal_links')
  }
}
