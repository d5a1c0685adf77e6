import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Keys with which programs act as a member. A row stays when its member leaves, so that the history
 * can name it; the history keeps its number alone, since nothing there is changed later.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table api_keys (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        membership_id bigint references memberships on delete set null,
        name varchar(100) not null,
        hash varchar(64) not null,
        last_four varchar(4) not null,
        scopes text[] not null check (cardinality(scopes) > 0),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default clock_timestamp()
      );
      create index api_keys_business on api_keys (business_id);
      create index api_keys_membership on api_keys (membership_id)
    `)
    this.schema.raw('alter table audit_entries add column api_key_id bigint')
    this.schema.raw('alter table booking_events add column api_key_id bigint')
  }

  async down() {
    this.schema.raw('alter table booking_events drop column api_key_id')
    this.schema.raw('alter table audit_entries drop column api_key_id')
    this.schema.raw('drop table api_keys')
  }
}
