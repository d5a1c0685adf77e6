import { BaseSchema } from '@adonisjs/lucid/schema'

/** What is mailed after a completed booking; null mails nothing. A booking link may say it otherwise. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table services
        add column follow_up text,
        add column follow_up_delay_hours integer not null default 24
          check (follow_up_delay_hours between 0 and 8760)
    `)
  }

  async down() {
    this.schema.raw(`delete from notifications where type = 'booking_follow_up'`)
    this.schema.raw('alter table services drop column follow_up, drop column follow_up_delay_hours')
  }
}
