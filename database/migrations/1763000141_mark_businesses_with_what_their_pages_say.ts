import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whatever stands in the catalogue of a business beside its own row and settings, and its hosts' hours. */
const READ = ['services', 'service_hosts', 'hosts', 'availability_rules', 'date_overrides']

const EVENTS = [
  ['insert', 'insert', 'new'],
  ['delete', 'delete', 'old'],
  ['update_from', 'update', 'old'],
  ['update_to', 'update', 'new'],
]

/**
 * So that the marks of a business are the version of all that is not a claim: what its pages say
 * and when its hosts work stays known while only bookings come in.
 */
export default class extends BaseSchema {
  async up() {
    for (const table of READ) {
      for (const [name, event, rows] of EVENTS) {
        this.schema.raw(`
          create trigger mark_catalogue_${name} after ${event} on ${table}
          referencing ${rows} table as changed
          for each statement execute function mark_availability('business', 'business_id')
        `)
      }
    }
    // Processes that already know a business by its old marks were not told of changes until now.
    this.schema.raw(`
      with old as (delete from availability_marks where subject = 'business')
      insert into availability_marks (subject, subject_id) select 'business', id from businesses
    `)
  }

  async down() {
    for (const table of READ) {
      for (const [name] of EVENTS) {
        this.schema.raw(`drop trigger mark_catalogue_${name} on ${table}`)
      }
    }
  }
}
