import { BaseSchema } from '@adonisjs/lucid/schema'

/** What comes free goes to whoever is next by itself, or to whom the owner chooses. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('alter table services add column offers_by_hand boolean not null default false')
    // Null is as the service has it.
    this.schema.raw('alter table group_sessions add column offers_by_hand boolean')
    this.schema.raw(`
      alter table waitlist_entries
        add column next_at timestamptz,
        alter column client_email drop not null,
        add constraint waitlist_entries_reach check (num_nonnulls(client_email, client_phone) > 0)
    `)
    this.schema.raw(`
      create unique index waitlist_entries_phone_once
        on waitlist_entries (service_id, starts_at, client_phone)
        where booking_id is null and client_email is null and status in ('waiting', 'offered')
    `)
    this.schema.raw(`
      alter table waitlist_offers
        drop constraint waitlist_offers_status_check,
        add constraint waitlist_offers_status_check
          check (status in ('open', 'taken', 'declined', 'expired', 'withdrawn'))
    `)
  }

  async down() {
    this.schema.raw('delete from waitlist_entries where client_email is null')
    this.schema.raw("update waitlist_offers set status = 'declined' where status = 'withdrawn'")
    this.schema.raw(`
      alter table waitlist_offers
        drop constraint waitlist_offers_status_check,
        add constraint waitlist_offers_status_check
          check (status in ('open', 'taken', 'declined', 'expired'))
    `)
    this.schema.raw('drop index waitlist_entries_phone_once')
    this.schema.raw(`
      alter table waitlist_entries
        drop constraint waitlist_entries_reach,
        drop column next_at,
        alter column client_email set not null
    `)
    this.schema.raw('alter table group_sessions drop column offers_by_hand')
    this.schema.raw('alter table services drop column offers_by_hand')
  }
}
