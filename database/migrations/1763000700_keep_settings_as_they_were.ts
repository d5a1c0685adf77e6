import { BaseSchema } from '@adonisjs/lucid/schema'

/** Apart from the audit, whose entries are never erased and keep nothing personal. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table earlier_settings (
        audit_entry_id bigint primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        content jsonb not null,
        created_at timestamptz not null default clock_timestamp()
      )
    `)
    this.schema.raw(`
      create index audit_entries_subject
        on audit_entries (business_id, subject_type, subject_id, id)
    `)
  }

  async down() {
    this.schema.raw('drop index audit_entries_subject')
    this.schema.raw('drop table earlier_settings')
  }
}
