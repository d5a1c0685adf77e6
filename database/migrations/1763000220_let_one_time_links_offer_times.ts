import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A list of spans in milliseconds, as the engine has them. What is held is claimed in the name of a
 * holder of the link's own; giving it up takes the holder from the link.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table one_time_links
        add column offered_times jsonb,
        add column holder_id bigint unique,
        add constraint one_time_links_offered_times check
          (case jsonb_typeof(offered_times) when 'array'
            then jsonb_array_length(offered_times) between 1 and 50 else offered_times is null end),
        add constraint one_time_links_hold_offered check
          (holder_id is null or offered_times is not null),
        add constraint one_time_links_holder foreign key (holder_id, business_id)
          references holders (id, business_id)
    `)
  }

  async down() {
    this.schema.raw(`
      update claims set released_at = clock_timestamp()
      where released_at is null and holder_id in (select holder_id from one_time_links)
    `)
    this.schema.raw('alter table one_time_links drop column holder_id, drop column offered_times')
  }
}
