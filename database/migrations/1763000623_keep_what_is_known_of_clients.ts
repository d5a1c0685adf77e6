import { BaseSchema } from '@adonisjs/lucid/schema'
import { phoneKey } from '#formats/contacts/phone_numbers'

/** Notes, what was refused to the blocked, and what finds a client's mails and enquiries. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table client_notes (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        client_id bigint not null,
        user_id bigint references users on delete set null,
        body text not null check (char_length(body) between 1 and 5000),
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        foreign key (client_id, business_id) references clients (id, business_id) on delete cascade
      )
    `)
    this.schema.raw('create index client_notes_client on client_notes (client_id, created_at)')

    this.schema.raw(`
      create table client_refusals (
        id bigint generated always as identity primary key,
        business_id bigint not null,
        client_id bigint not null,
        service_id bigint not null,
        starts_at timestamptz not null,
        request_id varchar(64),
        created_at timestamptz not null default now(),
        foreign key (client_id, business_id) references clients (id, business_id) on delete cascade,
        foreign key (service_id, business_id) references services (id, business_id) on delete cascade
      )
    `)
    this.schema.raw(
      'create index client_refusals_client on client_refusals (client_id, created_at)'
    )
    this.schema.raw('create index client_refusals_created on client_refusals (created_at)')

    this.schema.raw('alter table enquiries add column client_phone_key varchar(40)')
    this.defer(async (db) => {
      const written = await db
        .from('enquiries')
        .join('businesses', 'businesses.id', 'enquiries.business_id')
        .whereNotNull('client_phone')
        .select('enquiries.id', 'client_phone', 'time_zone', 'locale')
      for (const { id, client_phone: phone, time_zone: timeZone, locale } of written) {
        const key = phoneKey(phone, { timeZone, locale })
        await db.from('enquiries').where('id', id).update({ client_phone_key: key })
      }
    })
    this.schema.raw('create index enquiries_email on enquiries (business_id, lower(client_email))')
    this.schema.raw('create index enquiries_phone on enquiries (business_id, client_phone_key)')
    this.schema.raw(
      'create index waitlist_entries_email on waitlist_entries (business_id, lower(client_email))'
    )
    this.schema.raw(`
      create index notifications_waitlist on notifications (subject_id)
        where subject_type = 'waitlist_entry'
    `)
  }

  async down() {
    this.schema.raw('drop index notifications_waitlist, waitlist_entries_email')
    this.schema.raw('alter table enquiries drop column client_phone_key')
    this.schema.raw('drop index enquiries_email')
    this.schema.raw('drop table client_refusals, client_notes')
  }
}
