import { BaseSchema } from '@adonisjs/lucid/schema'

/** What /metrics counts at every scrape, however many messages were sent before. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      `create index notifications_failed on notifications (id) where status = 'failed'`
    )
    this.schema.raw(
      `create index notifications_reminders_sent on notifications (sent_at)
       where type = 'booking_reminder' and status = 'sent'`
    )
  }

  async down() {
    this.schema.raw('drop index notifications_failed, notifications_reminders_sent')
  }
}
