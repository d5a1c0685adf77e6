import { BaseSchema } from '@adonisjs/lucid/schema'

const SUBJECTS = ['booking', 'waitlist_entry', 'enquiry', 'session_series', 'user', 'invitation']

/** Addresses of a business that are nobody's account. A message is to a user, to one of these, or to a client. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table inbox_addresses (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses on delete cascade,
        email citext not null,
        gets_mails boolean not null,
        for_all_services boolean not null default true,
        proof_mails integer not null default 0,
        proven_at timestamptz,
        stopped_at timestamptz,
        created_at timestamptz not null default clock_timestamp(),
        unique (business_id, email),
        unique (id, business_id)
      )
    `)
    this.schema.raw(`
      create table inbox_address_services (
        business_id bigint not null,
        inbox_address_id bigint not null,
        service_id bigint not null,
        primary key (inbox_address_id, service_id),
        foreign key (inbox_address_id, business_id)
          references inbox_addresses (id, business_id) on delete cascade,
        foreign key (service_id, business_id)
          references services (id, business_id) on delete cascade
      );
      create index inbox_address_services_service on inbox_address_services (service_id)
    `)
    this.schema.raw(`
      alter table notifications
        add column inbox_address_id bigint references inbox_addresses on delete cascade,
        add constraint notifications_recipient check (user_id is null or inbox_address_id is null);
      create index notifications_inbox_address on notifications (inbox_address_id)
        where inbox_address_id is not null
    `)
    this.allowSubjects([...SUBJECTS, 'inbox_address'])
  }

  async down() {
    this.schema.raw(`
      delete from notifications
       where subject_type = 'inbox_address' or inbox_address_id is not null
    `)
    this.allowSubjects(SUBJECTS)
    this.schema.raw(`
      alter table notifications drop constraint notifications_recipient, drop column inbox_address_id;
      drop table inbox_address_services, inbox_addresses
    `)
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
