import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECTS = ['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user']

/**
 * Who is asked to join a business. Each mail carries a token of its own, of which only the hash is kept
 * here; all of them open the invitation until it is accepted, taken back or over.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table invitations (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        email citext not null,
        full_name varchar(255) not null check (full_name <> ''),
        role varchar(16) not null check (role in ('owner', 'admin', 'staff', 'viewer')),
        host_id bigint,
        invited_by bigint references users on delete set null,
        sendings integer not null default 1,
        expires_at timestamptz not null,
        accepted_at timestamptz,
        revoked_at timestamptz,
        created_at timestamptz not null default now(),
        foreign key (host_id, business_id) references hosts (id, business_id)
          on delete set null (host_id)
      )
    `)
    this.schema.raw(`
      create unique index invitations_open on invitations (business_id, email)
        where accepted_at is null and revoked_at is null
    `)
    this.schema.raw(`
      create table invitation_tokens (
        token_hash char(64) primary key,
        invitation_id bigint not null references invitations on delete cascade
      )
    `)
    this.schema.raw(
      'create index invitation_tokens_invitation on invitation_tokens (invitation_id)'
    )
    this.allowSubjects([...SUBJECTS, 'invitation'])
  }

  async down() {
    this.schema.raw(`delete from notifications where subject_type = 'invitation'`)
    this.allowSubjects(SUBJECTS)
    this.schema.raw('drop table invitation_tokens, invitations')
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
