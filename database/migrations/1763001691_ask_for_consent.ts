import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What clients agree to when they book. A text is never changed, only followed by another; a booking
 * keeps which one was agreed to, and when.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      create table consent_texts (
        id bigint generated always as identity primary key,
        business_id bigint not null references businesses (id) on delete cascade,
        version integer not null check (version >= 1),
        body text not null check (char_length(body) between 1 and 2000),
        is_asked boolean not null default true,
        created_at timestamptz not null default clock_timestamp(),
        unique (business_id, version),
        unique (id, business_id)
      )
    `)
    this.schema.raw(`
      create unique index consent_texts_asked on consent_texts (business_id) where is_asked
    `)
    this.schema.raw(`
      alter table bookings
        add column consent_text_id bigint,
        add column consented_at timestamptz,
        add constraint bookings_consent foreign key (consent_text_id, business_id)
          references consent_texts (id, business_id),
        add constraint bookings_consented check (
          (consent_text_id is null) = (consented_at is null))
    `)
  }

  async down() {
    this.schema.raw('alter table bookings drop column consent_text_id, drop column consented_at')
    this.schema.raw('drop table consent_texts')
  }
}
