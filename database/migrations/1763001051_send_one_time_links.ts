import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECTS = [
  ...['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation'],
  ...['inbox_address', 'client'],
]

/** Each mail has a token of its own, made as it goes out; sending another takes the former ones away. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table one_time_link_tokens (
        token_hash char(64) primary key,
        business_id bigint not null,
        one_time_link_id bigint not null,
        created_at timestamptz not null default now(),
        foreign key (one_time_link_id, business_id)
          references one_time_links (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      'create index one_time_link_tokens_link on one_time_link_tokens (one_time_link_id)'
    )
    this.schema.raw(`
      alter table one_time_links
        add column sendings integer not null default 0 check (sendings >= 0),
        add column sent_at timestamptz
    `)
    this.allowSubjects([...SUBJECTS, 'one_time_link'])
  }

  async down() {
    this.schema.raw(`delete from notifications where subject_type = 'one_time_link'`)
    this.allowSubjects(SUBJECTS)
    this.schema.raw('alter table one_time_links drop column sendings, drop column sent_at')
    this.schema.raw('drop table one_time_link_tokens')
  }

  private allowSubjects(subjects: string[]) {
    const list = subjects.map((subject) => `'${subject}'`).join(', ')
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_subject,
        add constraint notifications_subject check (subject_type in (${list}))
    `)
  }
}
