import { BaseSchema } from '@adonisjs/lucid/schema'

/** The index stands behind the lock on a one-time link: one standing booking each, whatever happens. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column questions jsonb not null default '[]',
        add constraint services_questions check (jsonb_typeof(questions) = 'array')
    `)
    this.schema.raw(`
      alter table bookings
        add column link_id bigint,
        add column one_time_link_id bigint,
        add constraint bookings_link foreign key (link_id, business_id)
          references booking_links (id, business_id),
        add constraint bookings_one_time_link foreign key (one_time_link_id, business_id)
          references one_time_links (id, business_id)
    `)
    this.schema.raw(
      'create index bookings_link_starts on bookings (link_id, starts_at) where link_id is not null'
    )
    this.schema.raw(`
      create unique index bookings_one_time_link_once on bookings (one_time_link_id)
        where one_time_link_id is not null and status not in ('cancelled', 'rejected', 'expired')
    `)
  }

  async down() {
    this.schema.raw(`alter table bookings drop column link_id, drop column one_time_link_id`)
    this.schema.raw('alter table services drop column questions')
  }
}
