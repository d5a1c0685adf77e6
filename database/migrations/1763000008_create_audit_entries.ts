import { BaseSchema } from '@adonisjs/lucid/schema'

/** Ids and field names, before and after of settings; never a person's name, address or words. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table audit_entries (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        actor varchar(16) not null check (actor in ('client', 'user', 'system')),
        user_id bigint,
        action varchar(64) not null,
        subject_type varchar(32) not null,
        subject_id bigint not null,
        changes jsonb not null default '{}',
        request_id varchar(64),
        created_at timestamptz not null default clock_timestamp()
      )
    `)
    this.schema.raw('create index audit_entries_business on audit_entries (business_id, id)')
  }

  async down() {
    this.schema.raw('drop table audit_entries')
  }
}
