import { BaseSchema } from '@adonisjs/lucid/schema'

/** The availability loader reads these of a service; see 1763000012. */
const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update_from', 'update', 'old'],
  ['update_to', 'update', 'new'],
]

const statuses = (more = '') => `
  alter table waitlist_entries
    drop constraint waitlist_entries_status_check,
    add constraint waitlist_entries_status_check
      check (status in ('waiting', 'offered', 'booked', 'left', 'passed', 'over'${more}))`

/**
 * Where the owner chooses to whom a place goes, nobody else is sold it while somebody waits, unless the
 * owner lets anybody book it. Whoever waits for what is called off, or for a time that is no longer
 * given, waits no more.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(statuses(", 'called_off'"))
    // Since when the time they wait for is not given any more.
    this.schema.raw('alter table waitlist_entries add column gone_since timestamptz')
    this.schema.raw(
      'alter table group_sessions add column lets_anybody_book boolean not null default false'
    )
    for (const [name, event, rows] of EVENTS) {
      this.schema.raw(`
        create trigger mark_availability_${name} after ${event} on waitlist_entries
        referencing ${rows} table as changed
        for each statement execute function mark_availability('service', 'service_id')
      `)
    }
  }

  async down() {
    for (const [name] of EVENTS) {
      this.schema.raw(`drop trigger mark_availability_${name} on waitlist_entries`)
    }
    this.schema.raw('alter table group_sessions drop column lets_anybody_book')
    this.schema.raw('alter table waitlist_entries drop column gone_since')
    this.schema.raw("update waitlist_entries set status = 'over' where status = 'called_off'")
    this.schema.raw(statuses())
  }
}
