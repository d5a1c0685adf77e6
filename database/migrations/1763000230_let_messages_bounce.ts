import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A mail that was sent may come back. Who brings the news knows it by the transport's id, and
 * /metrics counts those at every scrape.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(`
      alter table notifications
        drop constraint notifications_status_check,
        add constraint notifications_status_check
          check (status in ('queued', 'sent', 'failed', 'bounced', 'dropped'))
    `)
    this.schema.raw(
      `create index notifications_transport on notifications (transport_id)
       where transport_id is not null`
    )
    this.schema.raw(
      `create index notifications_bounced on notifications (id) where status = 'bounced'`
    )
  }

  async down() {
    this.schema.raw('drop index notifications_transport, notifications_bounced')
    this.schema.raw(`
      delete from notifications where type = 'message_bounced';
      update notifications set status = 'failed' where status = 'bounced';
      alter table notifications
        drop constraint notifications_status_check,
        add constraint notifications_status_check
          check (status in ('queued', 'sent', 'failed', 'dropped'))
    `)
  }
}
