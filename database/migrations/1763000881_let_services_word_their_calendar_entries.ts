import { BaseSchema } from '@adonisjs/lucid/schema'

/** Null is worded as usual. What was booked keeps the words of its time, with all that was told of it. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services add column calendar_title varchar(200), add column calendar_details text
    `)
    this.schema.raw(
      'alter function booking_wording(bigint, bigint, integer) rename to booking_wording_of_place'
    )
    this.schema.raw(`
      create function booking_wording(of_service bigint, of_host bigint, of_place integer)
        returns jsonb language sql stable as $$
        select booking_wording_of_place(of_service, of_host, of_place) || jsonb_build_object(
          'calendarTitle', calendar_title, 'calendarDetails', calendar_details)
        from services where id = of_service
      $$
    `)
  }

  async down() {
    this.schema.raw('drop function booking_wording(bigint, bigint, integer)')
    this.schema.raw(
      'alter function booking_wording_of_place(bigint, bigint, integer) rename to booking_wording'
    )
    this.schema.raw('alter table services drop column calendar_title, drop column calendar_details')
  }
}
