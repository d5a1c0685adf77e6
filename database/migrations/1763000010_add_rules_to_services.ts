import { BaseSchema } from '@adonisjs/lucid/schema'

/** `durations` are lengths beside `duration_minutes`; dates are those of the host's calendar, both included. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column durations integer[] not null default '{}',
        add column start_times jsonb,
        add column bookable_from date,
        add column bookable_until date,
        add column compacts_day boolean not null default false,
        add constraint services_durations check (
          5 <= all (durations) and 1440 >= all (durations)
          and array_position(durations, null) is null and cardinality(durations) <= 20),
        add constraint services_start_times check (
          jsonb_typeof(start_times) = 'array'
          and jsonb_array_length(start_times) between 1 and 96),
        add constraint services_bookable_dates check (bookable_until >= bookable_from)
    `)
  }

  async down() {
    this.schema.raw(`
      alter table services
        drop column durations,
        drop column start_times,
        drop column bookable_from,
        drop column bookable_until,
        drop column compacts_day
    `)
  }
}
